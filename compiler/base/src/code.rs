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
    E0001 = "the file is not UTF-8",
    E0002 = "the file is too large",
    E0003 = "a character that the language does not use",
    E0004 = "a string that is not closed, or an unknown escape in it",
    E0005 = "a number that is not well formed",
    E0006 = "a number of more than 128 bits",
    E0007 = "a spelling of another language",
    E0008 = "a bracket without its partner",
    E0009 = "nested too deeply",
    E0010 = "something else was expected here",
    E0011 = "a missing semicolon",
    E0012 = "a chain of comparisons",
    E0013 = "an operand that needs parentheses",
    E0014 = "something that is no item stands at the top level",
    E0015 = "a binder without a range after `in`",
    E0016 = "a tuple with names for some of its items only",
    E0017 = "the right side of `|>` is no call",
    E0018 = "a string that is no message",
    E0019 = "a doc comment that documents nothing",
    E0020 = "a function without a body",
    E0021 = "a word that has no meaning before this item",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
