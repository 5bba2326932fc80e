//! Operations, lane by lane.

use base::{Scalar, scalar};

use super::{Arg, Machine, Run, Stop, broken, lanewise};
use crate::ir::{Fold, FuncId, Function, Op};

impl Machine<'_> {
    pub(super) fn op(&mut self, op: &Op, lanes: usize) -> Run<Vec<Scalar>> {
        if lanewise(op) {
            return self.lanewise(op, lanes);
        }
        let one = |scalar| Ok(vec![scalar]);
        match op {
            Op::Index(poly) => one(Scalar::i64(self.poly(poly)?)),
            Op::Load(access, mask) => self.load(access, *mask, lanes),
            Op::Get(register) => self.get(*register),
            Op::Splat(a, lanes) => Ok(vec![self.scalar(a); *lanes as usize]),
            Op::Iota(dtype, lanes) => Ok((0..*lanes).map(|k| Scalar::int(*dtype, i64::from(k))).collect()),
            Op::Extract(a, lane) => one(self.operand(a, lanes)[*lane as usize]),
            Op::FoldLanes(op, a) => {
                let mut values = self.operand(a, 1);
                while values.len() > 1 {
                    let half = values.split_off(values.len() / 2);
                    for (a, b) in values.iter_mut().zip(half) {
                        *a = match op {
                            Fold::Op(op) => self.binary(*op, *a, b)?,
                            Fold::Better(op) if scalar::compare(*op, b, *a) => b,
                            Fold::Better(_) => *a,
                        };
                    }
                }
                Ok(values)
            }
            Op::Shuffle(a, b, numbers) => {
                let mut values = self.operand(a, lanes);
                values.extend(self.operand(b, values.len()));
                Ok(numbers.iter().map(|k| values[*k as usize]).collect())
            }
            Op::Any(a) => one(Scalar::bool(self.operand(a, 1).iter().any(|s| s.as_bool()))),
            Op::All(a) => one(Scalar::bool(self.operand(a, 1).iter().all(|s| s.as_bool()))),
            Op::FirstActive(a, mask) => {
                let mask = self.value(*mask).to_vec();
                let values = self.operand(a, mask.len());
                one(values[mask.iter().position(|s| s.as_bool()).unwrap_or(0)])
            }
            Op::FirstLanes(n, lanes) => {
                let n = self.scalar(n).as_i64();
                Ok((0..*lanes).map(|k| Scalar::bool(i64::from(k) < n)).collect())
            }
            Op::Lead(..) => one(Scalar::i64(0)),
            Op::Anew(a, _) => one(self.scalar(a)),
            _ => broken("an operation without meaning".into()),
        }
    }

    pub(super) fn binary(&self, op: base::BinOp, a: Scalar, b: Scalar) -> Run<Scalar> {
        scalar::binary(op, a, b).map_err(|_| Stop::Broken("integer division by zero".into()))
    }

    fn lanewise(&self, op: &Op, lanes: usize) -> Run<Vec<Scalar>> {
        let x = |operand| self.operand(operand, lanes);
        let zip = |a, b| x(a).into_iter().zip(x(b));
        Ok(match op {
            Op::Unary(op, a) => x(a).into_iter().map(|a| scalar::unary(*op, a)).collect(),
            // Lanes that are not active may divide by zero; the result is never looked at.
            Op::Binary(op, a, b) if lanes > 1 => {
                zip(a, b).map(|(a, b)| scalar::binary(*op, a, b).unwrap_or(Scalar::zero(a.dtype))).collect()
            }
            Op::Binary(op, a, b) => vec![self.binary(*op, self.scalar(a), self.scalar(b))?],
            Op::Compare(op, a, b) => {
                zip(a, b).map(|(a, b)| Scalar::bool(scalar::compare(*op, a, b))).collect()
            }
            Op::Fma(a, b, c) => zip(a, b).zip(x(c)).map(|((a, b), c)| self.fma(a, b, c)).collect(),
            Op::Convert(dtype, a) => x(a).into_iter().map(|a| scalar::convert(a, *dtype)).collect(),
            Op::Select(c, a, b) => {
                x(c).into_iter().zip(zip(a, b)).map(|(c, (a, b))| if c.as_bool() { a } else { b }).collect()
            }
            Op::Call(function, args) => {
                let args: Vec<_> = args.iter().map(x).collect();
                let lane = |lane| self.function(*function, args.iter().map(|arg| arg[lane]));
                return (0..lanes).map(lane).collect();
            }
            _ => return broken("not an operation on lanes".into()),
        })
    }

    fn function(&self, function: FuncId, args: impl Iterator<Item = Scalar>) -> Run<Scalar> {
        let Function { code, result } = &self.program.functions[function];
        let mut machine = Machine::new(self.program, code, self.options);
        for (param, arg) in code.params.iter().zip(args) {
            machine.enter(param, &Arg::Scalar(arg))?;
        }
        machine.block(&code.body)?;
        Ok(machine.scalar(result))
    }
}
