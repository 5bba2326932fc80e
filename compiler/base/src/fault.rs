//! Known miscompilations, to see whether the tests would notice them.
//!
//! With the feature `faults` one of them can be planted: the compiler then does at its place what the table says. The
//! feature is off in every build of `arrc`: there [`planted`] is a constant, and nothing is left of its uses.

/// Whether a fault of the table is planted: `fault!(DropAddedZero)`.
///
/// It stands behind the condition that there is something to do wrong, so that asking means that the place is reached.
#[macro_export]
macro_rules! fault {
    ($name:ident) => {
        $crate::fault::planted($crate::fault::Fault::$name)
    };
}

macro_rules! table {
    ($($stage:literal { $($name:ident $what:literal)* })*) => {
        /// A miscompilation that can be planted.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Fault {
            $($(#[doc = $what] $name,)*)*
        }

        /// Every fault with its name, the stage or pass that it is in, and what goes wrong.
        #[cfg(feature = "faults")]
        pub const ALL: &[(Fault, &str, &str, &str)] =
            &[$($((Fault::$name, stringify!($name), $stage, $what),)*)*];
    };
}

table! {
    "size polynomials" {
        FloorDivTruncates "a constant quotient in a size rounds towards zero"
        FloorDivDropsTerm "a quotient of a size by a number loses the terms that the number does not divide"
    }
    "check" {
        SubtrahendAdded "a * b - c becomes fma(a, b, c)"
        ProductAdded "c - a * b becomes fma(a, b, c)"
    }
    "lowering to arrays" {
        UpdateStepLost "an update of x[::2] writes neighbours"
        ScatterDistinct "an update with an index array counts as one of distinct elements"
        AxesPermutedBack "axes are permuted the other way round"
        StretchedRead "an axis of one element that is stretched is indexed"
        SliceEndUnchecked "a slice may end outside"
        ExtentMayWrap "an extent that an i64 does not hold is not seen"
        ReturnGoesOn "a loop goes on after a return"
        ScanAxesMixed "a scan along an axis in the middle mixes the axes before it"
        ComplexProductSign "the real part of a complex product is a sum"
        ComplexQuotientPivot "a complex quotient divides by the smaller part"
        ComplexHalfEqual "complex numbers with one equal part are equal"
    }
    "simplify" {
        DropAddedZero "x + 0.0 becomes x, also for -0.0"
        DropTimesZero "x * 0.0 becomes 0.0, also for NaN and infinity"
        FloatEqualsItself "x == x is true for NaN"
        NegatedFloatOrder "not (a < b) becomes a >= b for floats"
        AnyReciprocal "x / c becomes x * (1 / c) for every c"
        NegatedSumSwapped "-a + b becomes a - b"
        FmaMinusOneSwapped "fma(-1, b, c) becomes b - c"
        FmaZeroDropped "fma(a, b, 0.0) becomes a * b"
        NarrowingUndone "a conversion to a narrower type and back is left out"
        SelectNotSwapped "select(not c, a, b) becomes select(c, a, b)"
        BranchesNotSwapped "if not c becomes if c, the branches as before"
        ZeroMinusDropped "0 - x becomes x"
        SubtractionCommutes "a - b and b - a are one value"
        EqualFirstIndex "two elements with the same first index are one value"
        ConditionStaysFalse "a condition counts as false behind its branch too"
        FallibleScalarHoisted "a division moves out of a loop that may be empty"
        FallibleSpeculated "a division in a branch is done always"
        SingleRoundDropped "a loop of one round is left out"
        LiteralTransposed "a constant element of a matrix literal is taken from the wrong place"
        FallibleDropped "what can fail is left out where nobody needs its value"
    }
    "flatten-builds" {
        FlattenedFallible "a check of the outer build is repeated inside, where there may be nothing"
        FlattenedInnerFirst "the axes of the joined builds change places"
    }
    "fuse-horizontal" {
        OperatorsMixed "a product joins a sum"
        OneForZero "a sum that joins sums of products gets the factor 0"
        LengthsMixed "builds are joined whose last extents differ"
    }
    "fuse-vertical" {
        PrefixIsWhole "a copy of the beginning of an array is the array"
        FallibleFused "a producer that can fail is fused where not all of its elements are computed"
        FusedUnchecked "an index into a fused array is not checked"
        ElementByFirstIndex "an element that was computed serves all that share its first index"
        CoversAnyExtent "a loop over another extent counts as computing all elements"
    }
    "hoist-checks" {
        CheckedThoughEmpty "a check in front of a loop ignores that the loop may be empty"
        CornersNotSwapped "a falling index is checked as a rising one"
        LastNotChecked "the check in front of a loop leaves out the last iteration"
        LowerEndNotChecked "the check in front of a loop leaves out negative indices"
    }
    "hoist-invariants" {
        UnsafeHoisted "a reduction without elements is computed in front of an empty loop"
        FirstExtentOnly "what moves in front of nested loops is computed where the first has an iteration"
        ConditionForgotten "what can fail moves in front of a loop that may have no iteration"
    }
    "inline" {
        ArgumentsReversed "arguments of one type are bound in reverse"
    }
    "outline" {
        AppliedReversed "the two arguments of a function that is applied change places"
    }
    "prove-checks" {
        LowerEndAssumed "an index that is small enough counts as inside"
        OneTooFar "an index may be the extent"
        RemainderNotNegative "a remainder by a negative number counts as not negative"
        BranchFactsStay "what holds in one branch is assumed in the other"
        SignedIsUnsigned "a converted i8, i16 or i32 counts as not negative"
        SharedIsDistinct "an update whose indices share binders counts as one of distinct elements"
        NegatedOrderStrict "the opposite of < is >"
    }
    "split-meetings" {
        MeetingForgotten "the iteration at which a loop is cut is not done"
        MeetingTwice "the loop behind the iteration at which it was cut begins with that"
    }
    "lowering to loops" {
        LaterReaderOverlooked "an array is overwritten that is read later"
        HazardOverlooked "an update happens in place though it reads what it has overwritten"
        VaryingPrefilled "what an earlier iteration has written elsewhere is not copied"
        OwnElementAssumed "a result is made in the memory of an argument of which other elements are read"
        UpdatesNotApart "arguments that are updated and change places are not copied"
        InoutOverwritten "a result is made in the memory of an argument that is still read"
        InteriorTooWide "the part of a loop without edges is one longer"
        ScatterIndependent "updates of elements that may be the same happen in any order"
        StridesByOuter "a stride is the product of the wrong extents"
        PartNotCopied "a part of an array is not copied to another part of it"
        WrappedOnce "an index far outside is wrapped by one period"
        ClampedBelowOnly "an index that may be outside at both ends is clamped at the lower"
        MirrorRepeatsEdge "mirrored indices meet the edge twice"
        IndexComparedSigned "a negative index counts as inside"
        DivisorUnchecked "an integer division by zero does not fail"
        ElementSpeculated "an element that may be outside is read whatever the condition"
        ExchangedApart "two arrays that change places count as never the same memory"
        ConditionAfterEnd "the condition of a loop is computed after its last round"
    }
    "schedule" {
        LastPartDropped "what is left of a loop after whole parts is not done"
        LastPartTooLong "the last part of a loop is as long as the others"
        RowAfterTilesSkipped "the first row after the tiles is left out"
        TileRepeatsRow "all rows of a tile are the first"
        PanelOneShort "the last elements of a packed panel are not copied"
    }
    "expand-reductions" {
        SumStartsAtZero "a sum of floats starts from 0.0, which loses -0.0"
        MinimumStartsAtZero "a minimum starts from 0"
        EmptyAccepted "the minimum of nothing is not refused"
        EmptySumNegative "the sum of nothing is -0.0"
        RowsInOneChain "short rows of the array form are summed in one chain"
        FlatIndexByFirst "argmin of a matrix counts by the wrong extent"
        ShortChainRestDropped "a short chain ends after the last group of four"
        NeighboursFolded "lanes are folded by neighbours and not by halves"
        LastRowDropped "leaves after the last whole row of lanes are left out"
        LastBlockDropped "leaves after the last whole block are left out"
        LastPartialMissing "the last partial result of the threads is not computed"
        RunsSwapped "an earlier run is combined from the right"
        StartTakenAgain "every run of the user's operator starts from the first value"
        LastOfEqual "argmin gives the last of equal elements"
        NanIsPassed "argmin and argmax go on after NaN"
        ProductRounded "sums of products round the products"
    }
    "expand-scans" {
        ChunkForgotten "what stands before a chunk is the last chunk alone"
        ScanRegrouped "a prefix is combined with what stands before it in another order"
        ScanStoredDense "a scan along another axis than the last stores side by side"
        CarryOneEarly "a group in lanes hands on its last but one prefix"
    }
    "vectorise" {
        RemainderUnmasked "the remainder of a loop runs in all lanes"
        RemainderOneShort "the remainder of a loop lacks its last iteration"
        LeadSkipsOne "one element is left out after the iterations up to an aligned address"
        RegisterUnmasked "a register is set in lanes that do not run"
        ElseForgetsMask "an else runs in lanes that do not run outside"
        CheckUnmasked "a check fails for lanes that do not run"
        LaneRunsOn "a lane runs one iteration more than it has"
        LaneRevived "a lane that has left a while loop may come back"
        LanesShareMemory "arrays of the lanes' own lie over each other"
        UniformUnderCondition "what is set under a varying condition is the same in all lanes"
    }
    "unroll" {
        LastCopyDropped "the last iteration of an unrolled loop is left out"
    }
    "simplify-loops" {
        HeldIntoLoop "a register holds in a loop what it held before"
        HeldUnderMask "a register holds in all lanes what some set"
        HeldFromElse "a register holds after a branch what it held before"
        StaleLoad "an element that was loaded before a store is loaded no more"
        MaskedStoreDead "masked stores are dead"
    }
    "bound-stack" {
        ThreadsShareArray "all threads use one array in the place of an array on each stack"
    }
    "deinterleave" {
        GroupMaskShort "a masked group lacks elements at its end"
        StoresPassBlocks "a group of stores moves past loops and branches"
        StoresPassLoads "a group of stores moves past loads of the same memory"
        WrittenLoadedEarly "a group of loads moves in front of stores"
        ResiduesSwapped "even and odd residues change places"
        MergedForwards "rows of an odd step are turned the wrong way for stores"
    }
    "transpose" {
        TransposedBackwards "the elements along a row are taken from back to front"
        GroupTakenAgain "what groups of iterations have done is done again"
    }
    "carry-stores" {
        OtherStoreForgotten "an element is carried past another store to its array"
    }
    "code" {
        AbsOfMinimum "the absolute value of the smallest integer is anything"
        RoundsHalfUp "halves are rounded up and not to even"
        NanNotUnequal "NaN is not unequal to anything"
        UnsignedComparedSigned "unsigned integers are compared as signed"
        UnsignedExtremumSigned "minimum and maximum of unsigned integers take them as signed"
        UnsignedShiftSigned "an unsigned integer is shifted right with its sign"
        ShiftCountWide "a shift by the width or more is not taken modulo the width"
        ZeroSignLost "the maximum of a zero and a constant zero has either sign"
        NanLost "the minimum or maximum of NaN and a number is the number"
        FmaSubtracts "fma subtracts"
        UnsignedToFloatSigned "an unsigned integer becomes a float as a signed one"
        WidenedWrongly "an integer is widened with zeros for signs and signs for zeros"
        ScalarNotSaturated "a scalar float beyond the range of an integer type is anything"
        NanToSmallest "NaN lanes become the smallest integer"
        LimitMissing "float lanes beyond the largest 32 or 64-bit integer become a smaller one"
        HalfRoundedTwice "an f64 is rounded to f32 and then to half precision"
        HalfTiesDown "a tie is not rounded to even in half precision"
        DivisorTaken "lanes that nobody asks for may divide by 0, and the smallest integer by -1"
        QuotientTruncated "integer division rounds towards zero"
        MinusOneIsOne "division by -1 gives the dividend"
        DividedInSingle "lanes of 32-bit integers are divided as f32"
        OwnClassApart "accesses of one array count as never the same memory"
        FallingNotReversed "lanes with falling addresses are loaded and stored as rising"
        MaskNotReversed "the mask of a store with falling addresses is not reversed"
        StridedTwice "lanes with a stride are twice as far apart"
        LanesFoldedNear "lanes are folded by neighbours and not by halves"
        OneActiveLane "an access without an instruction for masks does one lane"
        LaneCountWraps "the number of active lanes is taken modulo 256"
    }
    "boundary" {
        PackingSkipped "an argument whose last stride is not 1 is not packed"
        ResultNotCopiedBack "a packed result is not copied back"
        FrameJoinedAnyway "loop dimensions with gaps between them are joined"
        ExtentAccepted "an extent that must be another is accepted"
        OverlapAccepted "a result that overlaps an argument is accepted"
        LastLinesElementLeft "the last element of a line is not copied"
    }
}

#[cfg(feature = "faults")]
pub use chosen::{forget, plant, reached};

/// Whether `fault` is planted: never without the feature `faults`.
#[cfg(not(feature = "faults"))]
#[inline(always)]
#[must_use]
pub const fn planted(_fault: Fault) -> bool {
    false
}

/// Whether `fault` is planted; notes that its place was reached.
#[cfg(feature = "faults")]
#[must_use]
pub fn planted(fault: Fault) -> bool {
    chosen::ask(fault)
}

/// The one that is planted, and which places have been reached.
#[cfg(feature = "faults")]
mod chosen {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use super::{ALL, Fault};

    /// Stands for no fault.
    const NONE: usize = usize::MAX;

    static PLANTED: AtomicUsize = AtomicUsize::new(NONE);
    static REACHED: [AtomicBool; ALL.len()] = [const { AtomicBool::new(false) }; ALL.len()];

    pub(super) fn ask(fault: Fault) -> bool {
        REACHED[fault as usize].store(true, Ordering::Relaxed);
        PLANTED.load(Ordering::Relaxed) == fault as usize
    }

    /// Plants a fault in this process in the place of any other.
    pub fn plant(fault: Option<Fault>) {
        PLANTED.store(fault.map_or(NONE, |fault| fault as usize), Ordering::Relaxed);
    }

    /// Whether the place of a fault has been reached since the last [`forget`].
    #[must_use]
    pub fn reached(fault: Fault) -> bool {
        REACHED[fault as usize].load(Ordering::Relaxed)
    }

    /// From here on no place has been reached.
    pub fn forget() {
        REACHED.iter().for_each(|place| place.store(false, Ordering::Relaxed));
    }
}
