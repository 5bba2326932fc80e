//! Tests of the parts; the whole boundary is tested through a linked library by the driver's
//! tests.

use crate::arena::{ALIGN, Arena};
use crate::check::{Boundary, View};
use crate::layout::{
    FnDesc, OP_ADD, OP_CONST, OP_FLOORDIV, OP_SIZE, ParamDesc, Rel, SIZE_BIND, SIZE_CODE, SIZE_CONST,
    SizeCode, SizeOp,
};
use crate::message::Message;
use crate::overlap::has_distinct_elements;
use crate::sizes::Sizes;
use crate::{pool, sys};
use std::ffi::{CStr, c_void};
use std::mem::{MaybeUninit, offset_of};
use std::sync::atomic::{AtomicI64, Ordering};

fn message() -> String {
    let text = unsafe { CStr::from_ptr(sys::message_buffer().cast()) };
    text.to_string_lossy().into_owned()
}

#[test]
fn numbers_are_written_in_full() {
    for value in [0, 7, -7, 10, 12_345, i64::MAX, i64::MIN] {
        Message::new().number(value);
        assert_eq!(message(), value.to_string());
    }
}

#[test]
fn templates_take_values_and_leave_other_braces_alone() {
    Message::new().template(c"{0}, {3}; {4} {x} { {".as_ptr(), &[5, 0, 0, -6]);
    assert_eq!(message(), "5, -6; {4} {x} { {");
}

#[test]
fn long_messages_are_cut_off() {
    let long = "x".repeat(2000);
    Message::new().text(&long).text("end");
    assert_eq!(message(), "x".repeat(sys::MESSAGE_BYTES - 1));
}

#[test]
fn a_call_without_code_for_the_processor_says_so() {
    assert_eq!(crate::level::refuse(&Rel::NONE), crate::status::Status::Internal as i32);
    assert!(message().starts_with(": no code for x86-64-v"), "{}", message());
}

#[test]
fn messages_belong_to_threads() {
    Message::new().text("here");
    let other = std::thread::spawn(|| {
        let before = message();
        Message::new().text("there");
        before
    });
    assert_eq!(other.join().expect("the thread ends"), "");
    assert_eq!(message(), "here");
}

#[test]
fn arena_memory_is_aligned_and_apart() {
    let mut arena = Arena::new();
    let mut last = 0usize;
    for bytes in [1, 63, 64, 65, 1000, 100_000, 1 << 20, 5] {
        let memory = arena.alloc(bytes);
        assert!(!memory.is_null() && (memory as usize).is_multiple_of(ALIGN));
        unsafe { memory.write_bytes(0xaa, bytes as usize) };
        assert_ne!(memory as usize, last);
        last = memory as usize;
    }
    assert!(arena.alloc(-1).is_null() && arena.alloc(i64::MAX).is_null());
    arena.clear();
    assert!(arena.is_empty());
}

#[test]
fn arena_release_gives_the_same_memory_again() {
    let mut arena = Arena::new();
    arena.alloc(100);
    let mark = arena.mark();
    let first = arena.alloc(200);
    arena.alloc(1 << 22);
    arena.release(mark);
    assert_eq!(arena.alloc(200), first);
    arena.release(0);
    assert!(arena.is_empty());
}

#[test]
fn arena_uses_the_workspace_and_never_frees_it() {
    let mut workspace = vec![0u8; 4096];
    let start = workspace.as_mut_ptr() as usize;
    let mut arena = Arena::new();
    arena.add_workspace(start + 1, 4095);
    let inside = arena.alloc(1000) as usize;
    assert!(inside > start && inside + 1000 <= start + 4096);
    assert!(!arena.alloc(8000).is_null());
    arena.clear();
    assert!(arena.is_empty());
}

fn distinct(shape: &[i64], strides: &[i64]) -> bool {
    let data = std::ptr::null_mut();
    let (rank, shape, strides) = (shape.len(), shape.as_ptr(), strides.as_ptr());
    has_distinct_elements(&View { data, shape, strides, rank })
}

#[test]
fn slices_and_transposes_have_distinct_elements() {
    assert!(distinct(&[3, 4], &[4, 1]) && distinct(&[3, 4], &[1, 3]));
    assert!(distinct(&[3, 4], &[-8, -2]) && distinct(&[2, 3, 4], &[1, 2, 6]));
    assert!(distinct(&[1, 4], &[0, 1]) && distinct(&[0, 4], &[0, 0]) && distinct(&[], &[]));
}

#[test]
fn stretched_and_sliding_views_do_not() {
    assert!(!distinct(&[3, 4], &[0, 1]) && !distinct(&[3, 4], &[1, 1]));
    assert!(!distinct(&[3, 4], &[3, 1]) && !distinct(&[4, 4], &[i64::MIN, 1]));
    assert!(!distinct(&[2, 2, 2], &[1, 4, 4]) && !distinct(&[2, 2], &[2, -2]));
}

/// Something and what refers to it, at a known distance.
#[repr(C)]
struct Placed<T, U>(T, U);

fn evaluate(steps: &[(u32, i64)], values: &[i64]) -> Option<i64> {
    let mut sizes = MaybeUninit::<Sizes>::uninit();
    let sizes = unsafe {
        Sizes::start(sizes.as_mut_ptr());
        &mut *sizes.as_mut_ptr()
    };
    for (idx, &value) in values.iter().enumerate() {
        sizes.set(idx as i64, value);
    }
    let mut ops = [SizeOp { op: OP_CONST, reserved: 0, value: 0 }; 128];
    for (slot, &(op, value)) in ops.iter_mut().zip(steps) {
        *slot = SizeOp { op, reserved: 0, value };
    }
    // The expression and its steps side by side.
    let code = Rel::by(-(size_of_val(&ops) as i32 + offset_of!(SizeCode, code) as i32));
    let code = SizeCode { kind: SIZE_CODE, len: steps.len() as u32, value: 0, code, text: Rel::NONE };
    sizes.evaluate(&Placed(ops, code).1)
}

#[test]
fn size_expressions_are_evaluated_or_have_no_value() {
    let floor = |a, b| evaluate(&[(OP_SIZE, 0), (OP_SIZE, 1), (OP_FLOORDIV, 0)], &[a, b]);
    assert_eq!(floor(7, 2), Some(3));
    assert_eq!(floor(-7, 2), Some(-4));
    assert_eq!(floor(7, 0), None);
    assert_eq!(floor(i64::MIN, -1), None);
    let sum = [(OP_SIZE, 0), (OP_CONST, 1), (OP_ADD, 0)];
    assert_eq!(evaluate(&sum, &[4]), Some(5));
    assert_eq!(evaluate(&sum, &[i64::MAX]), None);
    assert_eq!(evaluate(&sum, &[]), None);
    assert_eq!(evaluate(&[(OP_ADD, 0)], &[]), None);
    assert_eq!(evaluate(&[(OP_CONST, 1); 100], &[]), None);
    assert_eq!(evaluate(&[(99, 1)], &[]), None);
}

static SUM: AtomicI64 = AtomicI64::new(0);

unsafe extern "C" fn add_part(_state: *mut c_void, part: i64) {
    SUM.fetch_add(part + 1, Ordering::Relaxed);
}

#[test]
fn pool_runs_every_part_once_and_starts_again_after_its_end() {
    for round in 0..50 {
        for parts in [0, 1, 2, 17, 1000] {
            SUM.store(0, Ordering::Relaxed);
            pool::run(parts, 1 + round % 5, add_part, std::ptr::null_mut());
            assert_eq!(SUM.load(Ordering::Relaxed), parts * (parts + 1) / 2);
        }
        if round % 10 == 9 {
            pool::finalise();
        }
    }
}

/// What the boundary makes of an array of type `[n, m, 3, 2]`: its strides as the kernel reads them, and whether it is
/// packed.
fn fixed_inner(strides: [i64; 4]) -> (Vec<i64>, bool) {
    let dim = |kind, value| SizeCode { kind, len: 0, value, code: Rel::NONE, text: Rel::NONE };
    let dims = [dim(SIZE_BIND, 0), dim(SIZE_BIND, 1), dim(SIZE_CONST, 3), dim(SIZE_CONST, 2)];
    let back = Rel::by(-(size_of_val(&dims) as i32 + offset_of!(ParamDesc, dims) as i32));
    let param = ParamDesc { name: Rel::NONE, dims: back, dtype: 0, rank: 4, flags: 0, size: -1 };
    let placed = Placed(dims, param);
    // Nothing but counts and pointers to nothing.
    let desc: FnDesc = unsafe { std::mem::zeroed() };
    let mut storage = MaybeUninit::uninit();
    let boundary = Boundary::start(&mut storage, &desc);
    let shape = [5, 4, 3, 2];
    let view = View {
        data: std::ptr::null_mut(),
        shape: shape.as_ptr(),
        strides: strides.as_ptr(),
        rank: shape.len(),
    };
    assert!(boundary.add_array(&placed.1, view).is_ok());
    let (kernel_strides, packed) = (boundary.slots()[5..].to_vec(), boundary.packed);
    (kernel_strides, packed == 1)
}

#[test]
fn strides_over_constant_extents_are_fixed_and_others_free() {
    assert_eq!(fixed_inner([24, 6, 2, 1]), (vec![24, 6, 2, 1], false));
    assert_eq!(fixed_inner([1000, 6, 2, 1]), (vec![1000, 6, 2, 1], false));
    assert_eq!(fixed_inner([-24, 6, 2, 1]), (vec![-24, 6, 2, 1], false));
    for strides in [[24, 7, 2, 1], [24, 0, 2, 1], [24, -6, 2, 1], [24, 6, 1, 3], [24, 12, 4, 2]] {
        assert_eq!(fixed_inner(strides), (vec![24, 6, 2, 1], true), "{strides:?}");
    }
}
