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
            /// The page about it: what the mistake is, a program that has it, the program without.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$code => include_str!(concat!("../../../docs/errors/", stringify!($code), ".md")),)*
                }
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
    E0100 = "a name that is not known",
    E0101 = "a function that is not known",
    E0102 = "a type that is not known",
    E0103 = "a field that is not known",
    E0104 = "an attribute that is not known",
    E0105 = "a name that is defined twice",
    E0106 = "a function, type or module where a value is needed",
    E0107 = "a value that is called like a function",
    E0108 = "a name that is never used",
    E0109 = "a spelling of NumPy",
    E0110 = "the wrong number of arguments",
    E0111 = "a named argument that is not known",
    E0112 = "no definition fits the arguments",
    E0113 = "several definitions fit the arguments",
    E0114 = "two definitions that cannot be told apart",
    E0115 = "recursion",
    E0116 = "an argument that must be constant",
    E0120 = "element types that do not mix",
    E0121 = "a number that its type cannot hold",
    E0122 = "an operator that does not apply to this type",
    E0123 = "division of integers with `/`",
    E0124 = "a condition that is no truth value",
    E0125 = "an array where a scalar is needed",
    E0126 = "a tuple where one value is needed",
    E0127 = "a value of another type than the declared one",
    E0128 = "branches of different types",
    E0130 = "a tuple that does not fit",
    E0131 = "an index that is no integer",
    E0132 = "a value where none is expected, or none where one is",
    E0133 = "a type variable that nothing determines",
    E0134 = "a function where only a parameter may be one",
    E0200 = "shapes that do not match",
    E0201 = "a size that nothing binds",
    E0202 = "a dimension that is no size",
    E0203 = "a size that is too complicated",
    E0204 = "too many indices",
    E0205 = "an index that is always outside",
    E0206 = "an axis that does not exist",
    E0207 = "a binder whose range cannot be found",
    E0208 = "a binder that indexes axes of different extents",
    E0209 = "an extent that depends on a `for` binder and is stored",
    E0210 = "too many dimensions",
    E0211 = "a step that is not a constant, or zero",
    E0212 = "an edge mode that does not fit its index",
    E0213 = "a constraint that is no comparison of sizes",
    E0214 = "a constraint that never holds",
    E0215 = "an argument that cannot be lifted",
    E0216 = "an axis that is not named where it must be",
    E0217 = "a dimension that is no size in a result",
    E0218 = "two `..s` in one type",
    E0300 = "an assignment to something that is not a `var`",
    E0301 = "an assignment to a `var` from outside a `for`",
    E0302 = "an assignment inside an operand",
    E0303 = "`break` or `continue` outside a loop",
    E0304 = "a value that is not used",
    E0305 = "an `if` without `else` as a value",
    E0306 = "a `return` that cannot leave its function",
    E0307 = "a call that cannot update its `inout` argument",
    E0400 = "an exported name that is not ASCII",
    E0401 = "an exported name that C or its library uses",
    E0402 = "two exports of one name",
    E0403 = "an export that the boundary cannot carry",
    E0500 = "a promise that the machine code breaks",
    E0901 = "records are not supported yet",
    E0902 = "modules are not supported yet",
    E0903 = "labelled dimensions are not supported yet",
    E0904 = "missing values are not supported yet",
    E0906 = "sizes that depend on data are not supported yet",
    E0907 = "`extern` functions are not supported yet",
    E0913 = "this attribute is not supported yet",
    E0917 = "this function is not supported yet",
    E0918 = "this size is not supported yet",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
