//! The text form reads back as what was printed, and the verifier names what is wrong.

use loops::ir::Stage;
use loops::{parse, validate};

const EVERYTHING: &str = r#"
kernel all @0:1..2 {
  param scalar %a.0: f64
  param array &x.0 [%n.1, %m.2] [%s.3, %t.4]
  param array &y.1 [%n.5] [%s.6]
  param result &r.2
  buffer &x.0: f64 input class 0
  buffer &y.1: f64 output class 1
  buffer &r.2: f64 output class 2
  buffer &t.3: f64 arena class 1
  buffer &u.4: f64 arena class 1
  buffer &p.5: f64 stack(32) class 5
  buffer &c.6: f64 constant [1.5:f64, -0.0:f64, inf:f64] class 6
  register $acc.0: f64
  register $v.1: f64x8
  register $go.2: bool
  site0 Bounds "index {0} is \"outside\" 0..{1}" @0:3..4
  alloc &t.3, %m.2 * %n.1 + 1
  alloc &u.4, 3 * ((%n.1 + 1) // (2)) - 7
  swap &t.3, &u.4
  for %i.7 in 0..%n.1 parallel(16) @0:5..6 {
    %z.8: i64 = index 2 * %i.7 - %n.1 * %s.3 - 9223372036854775807
    %ok.9: bool = lt %z.8, 5:i64
    check %ok.9 site0 (%z.8, 4:i64)
    if %ok.9 {
      store &y.1[%i.7] = %a.0
    } else {
      store &y.1[%i.7] = 0.5:f64
    }
  }
  while {
    %g.10: bool = get $go.2
  } holds %g.10 {
    set $go.2 = false
  }
  reduce $acc.0 over %i.11 in %n.1, %j.12 in %m.2 array add @0:7..8 {
    %e.13: f64 = load &x.0[%i.11 * %s.3 + %j.12]
  } leaves %e.13
  reduce $acc.0 over %i.14 in %n.1 loop user(0.0:f64) {
    %e.15: f64 = load &x.0[%i.14]
  } combine (%l.16: f64), (%r.17: f64) {
    %q.18: f64 = fma %l.16, 2.0:f64, %r.17
  } gives %q.18 leaves %e.15
  scan over %i.19 in %n.1 add {
    %e.20: f64 = load &x.0[%i.19]
  } leaves %e.20 to &y.1[%i.19]
}
"#;

const VECTORS: &str = r#"
kernel vectors {
  param array &x.0 [%n.0] [%s.1]
  param array &y.1 [%n.2] [%s.3]
  buffer &x.0: f32 input class 0
  buffer &y.1: f32 output class 1
  register $v.0: f32x4
  site0 Assert "no"
  for %i.4 in 0..((%n.0) // (4)) serial {
    %a.5: f32x4 = load &x.0[4 * %i.4; lanes]
    %m.6: boolx4 = gt %a.5, 0.0:f32
    %k.7: i64x4 = iota i64, 4
    %b.8: f32x4 = load &x.0[%i.4; step 2:i64] mask %m.6
    %c.9: f32x4 = load &x.0[0; offsets %k.7]
    %d.10: f32x4 = select %m.6, %b.8, %c.9
    set $v.0 = %d.10 mask %m.6
    %e.11: f32x4 = get $v.0
    %f.12: f32x4 = shuffle %d.10, %e.11, [0, 4, 1, 5]
    %g.13: f32 = foldlanes add, %f.12
    %h.14: f32x4 = splat %g.13, 4
    %any.15: bool = any %m.6
    %all.16: bool = all %m.6
    %first.17: f32 = firstactive %h.14, %m.6
    %tail.18: boolx4 = firstlanes %n.0, 4
    %x.19: f32 = extract %h.14, 3
    %w.20: f64x4 = convert f64, %h.14
    %q.21: f32x4 = sqrt %h.14
    store &y.1[4 * %i.4; lanes] = %q.21 mask %tail.18
    check %m.6 site0 (%k.7, %n.0) mask %tail.18
  }
}
"#;

#[test]
fn the_text_form_reads_back() {
    for (text, stage) in [(EVERYTHING, Stage::Scalar), (VECTORS, Stage::Vector)] {
        let program = parse(text).unwrap_or_else(|e| panic!("{e}"));
        validate(&program, stage).unwrap_or_else(|e| panic!("{e}"));
        let printed = program.to_string();
        assert_eq!(parse(&printed).unwrap_or_else(|e| panic!("{e}\n{printed}")), program);
        assert_eq!(printed.trim(), text.trim());
    }
}

fn refused(body: &str, stage: Stage) -> String {
    let text = format!(
        "kernel k {{ param array &x.0 [%n.0] [%s.1] buffer &x.0: f64 input class 0 register $r.0: f64 {body} }}"
    );
    let program = parse(&text).unwrap_or_else(|e| panic!("{e}"));
    validate(&program, stage).expect_err("it should be refused").message
}

#[test]
fn the_verifier_refuses_broken_programs() {
    let scalar = |body: &str| refused(body, Stage::Scalar);
    assert!(scalar("%a.2: f64 = add %b.3, 1.0:f64").contains("outside its scope"));
    assert!(scalar("%a.2: f32 = get $r.0").contains("declared f32"));
    assert!(scalar("store &x.0[0] = 1.0:f64").contains("not writable"));
    assert!(scalar("set $r.0 = 1.0:f32").contains("is not f64"));
    assert!(scalar("for %i.2 in 0..%n.0 unrolled { }").contains("unknown bounds"));
    assert!(
        scalar("for %i.2 in 0..3 parallel(1) { set $r.0 = 0.0:f64 } %v.3: f64 = get $r.0")
            .contains("used outside")
    );
    let into = scalar("reduce $r.0 into &x.0 over %i.2 in 3 loop add { } leaves 1.0:f64");
    assert!(into.contains("not on the stack"));
    assert!(refused("for %i.2 in 0..3 vector(4) { }", Stage::Vector).contains("vector loop"));
    assert!(
        refused("reduce $r.0 over %i.2 in 3 loop add { } leaves 1.0:f64", Stage::Expanded).contains("after")
    );
}
