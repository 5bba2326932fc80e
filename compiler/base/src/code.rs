//! The codes of diagnostics.
//!
//! `E0001`…`E0099` syntax, `E0100`…`E0399` names, types, shapes, `E0400`…`E0499` exports and promises,
//! `E0900`…`E0999` what the language has and this compiler has not yet.

/// Declares the codes with their titles.
macro_rules! codes {
    ($($code:ident = $title:literal,)*) => {
        /// What kind of mistake a diagnostic tells of.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The code as printed, for example `E0001`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }
            /// One line that says what kind of mistake it is.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => $title,)* }
            }
        }
    };
}

codes! {
    E0001 = "the source is not a program",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
