# run: stack_machine([0, 2, 0, 3, 1, 0, 0, 4, 2, 0]) == 20
# run: automaton([0, 0, 0, 1, 0, 0, 0], 90, 2) == [0, 1, 0, 0, 0, 1, 0]
# run: turing(20) == (4, 6)
# run: langton(3) == 3
# run: regex([97, 98, 98, 97]) == true
# run: regex([97, 98]) == false

#! Machines with state: a stack, a cellular automaton, a Turing machine, an ant.

pub fn stack_machine(code: i64[n]) -> i64 {
    var stack = i64[16](0);
    var (top, at) = (0, 0);
    while at + 1 < n {
        let (op, arg) = (code[at], code[at + 1]);
        if op == 0 { stack[top] = arg; top += 1; } else {
            let (a, b) = (stack[top - 2], stack[top - 1]);
            stack[top - 2] = if op == 1 { a + b } else { a * b };
            top -= 1;
        }
        at += 2;
    }
    stack[top - 1]
}
pub fn automaton(cells: u8[n], rule: u8, steps: i64) -> u8[n] {
    var x = cells;
    loop t in 0..steps { x = for i: (rule >> (x[i - 1; wrap] << 2 | x[i] << 1 | x[i + 1; wrap])) & 1; }
    x
}

## The busy beaver of two states: ones on the tape and steps.
pub fn turing(limit: i64) -> (ones: i64, steps: i64) {
    var tape = u8[41](0);
    var (at, state, steps) = (20, 0, 0);
    while state < 2 and steps < limit {
        let one = tape[at] == 1;
        tape[at] = 1;
        steps += 1;
        if state == 0 {
            if one { at -= 1; } else { at += 1; }
            state = 1;
        } else if one { state = 2; at += 1; } else { at -= 1; state = 0; }
    }
    (ones = sum(i64(tape)), steps = steps)
}
pub fn langton(steps: i64) -> i64 {
    var board = bool[11, 11](false);
    var (y, x, dy, dx) = (5, 5, -1, 0);
    loop t in 0..steps {
        (dy, dx) = if board[y, x] { (-dx, dy) } else { (dx, -dy) };
        board[y, x] = not board[y, x];
        (y, x) = (y + dy, x + dx);
    }
    count(board)
}

## Whether a text is an a, any number of b, and an a.
pub fn regex(t: u8[n]) -> bool {
    let last = fold(|s, c| if s == 0 and c == 97 { 1 } else if s == 1 and c == 98 { 1 } else if s == 1 and c == 97 { 2 } else { 3 }, 0, t);
    last == 2
}
