//! Makes a program with a finding smaller: leaves out functions and statements, puts simpler expressions in.
//!
//! Each attempt is a process of its own, since the program may crash.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use base::DType;

use super::watch::computed;
use crate::generate::source_of;
use crate::generate::tree::{Kind, Node, Part};

/// One attempt may compute this long; a hang counts as still wrong.
const ATTEMPT: Duration = Duration::from_secs(20);
/// And last this long, since on a busy machine it may have to wait for a processor.
const LONGEST: Duration = Duration::from_secs(200);

/// How a program is tried.
pub struct Attempt<'a> {
    /// Of its module.
    pub seed: u64,
    /// Only this configuration.
    pub configuration: Option<usize>,
    /// Compares one program.
    pub program: &'a Path,
}

/// The smallest program that was found in that time, as text.
#[must_use]
pub fn smallest(functions: &[Node], function: Option<&str>, attempt: &Attempt<'_>, time: Duration) -> String {
    let end = Instant::now() + time;
    let still_wrong = |functions: &[Node]| attempt.fails(&source_of(functions));
    let mut best = functions.to_vec();
    if let Some(name) = function {
        // An instance of a generic function has its name and a type.
        let name = name.split('_').next().unwrap_or(name);
        let heads = [format!("fn {name}("), format!("fn {name}<")];
        best.retain(|node| heads.iter().any(|head| node.to_string().contains(head)));
    }
    if !still_wrong(&best) {
        best = functions.to_vec();
        if !still_wrong(&best) {
            return format!("not seen again; the module is that of --print --seed {}\n", attempt.seed);
        }
    }
    best = fewer_functions(best, &still_wrong);
    for idx in 0..best.len() {
        let mut path = Vec::new();
        shrink(&mut best, idx, &mut path, &still_wrong, end);
    }
    source_of(&best)
}

/// Halves, then single functions.
fn fewer_functions(mut best: Vec<Node>, still_wrong: &dyn Fn(&[Node]) -> bool) -> Vec<Node> {
    while best.len() > 1 {
        let (left, right) = best.split_at(best.len() / 2);
        if still_wrong(left) {
            best = left.to_vec();
        } else if still_wrong(right) {
            best = right.to_vec();
        } else {
            break;
        }
    }
    best
}

/// Tries simpler nodes in place of the one at `path` below function `idx`, then of those inside.
fn shrink(
    best: &mut Vec<Node>,
    idx: usize,
    path: &mut Vec<usize>,
    still_wrong: &dyn Fn(&[Node]) -> bool,
    end: Instant,
) {
    let mut again = true;
    while again && Instant::now() < end {
        again = false;
        let Some(node) = at(&best[idx], path) else { return };
        for candidate in candidates(node) {
            if Instant::now() >= end {
                return;
            }
            let mut attempt = best.clone();
            replace(&mut attempt[idx], path, candidate);
            if still_wrong(&attempt) {
                *best = attempt;
                again = true;
                break;
            }
        }
    }
    let count = at(&best[idx], path).map_or(0, |node| node.parts.len());
    for part in 0..count {
        path.push(part);
        shrink(best, idx, path, still_wrong, end);
        path.pop();
    }
}

fn at<'a>(node: &'a Node, path: &[usize]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, &part| match node.parts.get(part) {
        Some(Part::Node(inner)) => Some(inner),
        _ => None,
    })
}

fn replace(node: &mut Node, path: &[usize], new: Node) {
    let Some((first, rest)) = path.split_first() else {
        *node = new;
        return;
    };
    if let Some(Part::Node(inner)) = node.parts.get_mut(*first) {
        replace(inner, rest, new);
    }
}

/// What may stand in a node's place, the simplest first.
fn candidates(node: &Node) -> Vec<Node> {
    let empty = || vec![Node::new(node.kind.clone(), "", Vec::new())];
    match &node.kind {
        Kind::Function
            if node.to_string().matches("fn ").count() == 1 && !node.to_string().contains("pub fn") =>
        {
            empty()
        }
        Kind::Function => Vec::new(),
        Kind::Statement if node.parts.is_empty() => Vec::new(),
        Kind::Statement => empty(),
        Kind::Value(ty) if node.size() > 1 => {
            let simple = match ty.dtype {
                DType::Bool => "true".to_string(),
                dtype => format!("{dtype}(1)"),
            };
            let simple = if ty.rank() > 0 { format!("{ty}({simple})") } else { simple };
            let mut all = vec![Node::value(ty, &simple, Vec::new())];
            inside(node, &node.kind, &mut all);
            all
        }
        Kind::Value(_) => Vec::new(),
    }
}

/// Every expression of the same type inside.
fn inside(node: &Node, kind: &Kind, found: &mut Vec<Node>) {
    for child in node.children() {
        if child.kind == *kind {
            found.push(child.clone());
        }
        inside(child, kind, found);
    }
}

impl Attempt<'_> {
    /// Whether a program has a finding or kills its process.
    fn fails(&self, text: &str) -> bool {
        let Ok(folder) = tempfile::tempdir() else { return false };
        let path = folder.path().join("program.arr");
        if std::fs::write(&path, text).is_err() {
            return false;
        }
        let mut command = Command::new(self.program);
        command.arg("--program").arg(&path).args(["--seed", &self.seed.to_string()]);
        if let Some(number) = self.configuration {
            command.args(["--configuration", &number.to_string()]);
        }
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = child else { return false };
        let start = Instant::now();
        let output = child.stdout.take();
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = output.map(|mut output| output.read_to_string(&mut text));
        });
        let status = loop {
            match child.try_wait() {
                Ok(None) if start.elapsed() > LONGEST || computed(child.id()) > Some(ATTEMPT) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break None;
                }
                Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                Ok(Some(status)) => break Some(status),
                Err(_) => return false,
            }
        };
        let _ = reader.join();
        // 2: the checker refuses it.
        status.is_none_or(|status| status.code().is_none_or(|code| code != 0 && code != 2))
    }
}
