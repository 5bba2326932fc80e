# run: square(0) == 0
# run: square(7) == 49
# run: square(39) == 1521
# run: square(40) == -1
# run: squares([39, 3, 41, 0, 12]) == [1521, 9, -1, 0, 144]
# run: until(0) == 780
# run: until(5) == 785
# fails: shares(4, 0) status Divide
# run: shares(4, 2) == 3
# run: shares(50, 0) == 50

#! Returns and branches so deep inside of each other that the code is divided into several functions.

pub fn square(x: i64) -> i64 {
    if x == 0 { return 0; }
    if x == 1 { return 1; }
    if x == 2 { return 4; }
    if x == 3 { return 9; }
    if x == 4 { return 16; }
    if x == 5 { return 25; }
    if x == 6 { return 36; }
    if x == 7 { return 49; }
    if x == 8 { return 64; }
    if x == 9 { return 81; }
    if x == 10 { return 100; }
    if x == 11 { return 121; }
    if x == 12 { return 144; }
    if x == 13 { return 169; }
    if x == 14 { return 196; }
    if x == 15 { return 225; }
    if x == 16 { return 256; }
    if x == 17 { return 289; }
    if x == 18 { return 324; }
    if x == 19 { return 361; }
    if x == 20 { return 400; }
    if x == 21 { return 441; }
    if x == 22 { return 484; }
    if x == 23 { return 529; }
    if x == 24 { return 576; }
    if x == 25 { return 625; }
    if x == 26 { return 676; }
    if x == 27 { return 729; }
    if x == 28 { return 784; }
    if x == 29 { return 841; }
    if x == 30 { return 900; }
    if x == 31 { return 961; }
    if x == 32 { return 1024; }
    if x == 33 { return 1089; }
    if x == 34 { return 1156; }
    if x == 35 { return 1225; }
    if x == 36 { return 1296; }
    if x == 37 { return 1369; }
    if x == 38 { return 1444; }
    if x == 39 { return 1521; }
    -1
}
pub fn squares(x: i64[n]) -> i64[n] = square(x);

pub fn until(start: i64) -> i64 {
    var s = start;
    loop i in 0..1000 {
        if i == 0 { s += 0; continue; }
        if i == 1 { s += 1; continue; }
        if i == 2 { s += 2; continue; }
        if i == 3 { s += 3; continue; }
        if i == 4 { s += 4; continue; }
        if i == 5 { s += 5; continue; }
        if i == 6 { s += 6; continue; }
        if i == 7 { s += 7; continue; }
        if i == 8 { s += 8; continue; }
        if i == 9 { s += 9; continue; }
        if i == 10 { s += 10; continue; }
        if i == 11 { s += 11; continue; }
        if i == 12 { s += 12; continue; }
        if i == 13 { s += 13; continue; }
        if i == 14 { s += 14; continue; }
        if i == 15 { s += 15; continue; }
        if i == 16 { s += 16; continue; }
        if i == 17 { s += 17; continue; }
        if i == 18 { s += 18; continue; }
        if i == 19 { s += 19; continue; }
        if i == 20 { s += 20; continue; }
        if i == 21 { s += 21; continue; }
        if i == 22 { s += 22; continue; }
        if i == 23 { s += 23; continue; }
        if i == 24 { s += 24; continue; }
        if i == 25 { s += 25; continue; }
        if i == 26 { s += 26; continue; }
        if i == 27 { s += 27; continue; }
        if i == 28 { s += 28; continue; }
        if i == 29 { s += 29; continue; }
        if i == 30 { s += 30; continue; }
        if i == 31 { s += 31; continue; }
        if i == 32 { s += 32; continue; }
        if i == 33 { s += 33; continue; }
        if i == 34 { s += 34; continue; }
        if i == 35 { s += 35; continue; }
        if i == 36 { s += 36; continue; }
        if i == 37 { s += 37; continue; }
        if i == 38 { s += 38; continue; }
        if i == 39 { s += 39; continue; }
        break;
    }
    s
}

pub fn shares(a: i64, b: i64) -> i64 {
    var s = a;
    if a > 40 { return a; }
    if s == 100 { return 0 // b; }
    if s == 101 { return 1 // b; }
    if s == 102 { return 2 // b; }
    if s == 103 { return 3 // b; }
    if s == 104 { return 4 // b; }
    if s == 105 { return 5 // b; }
    if s == 106 { return 6 // b; }
    if s == 107 { return 7 // b; }
    if s == 108 { return 8 // b; }
    if s == 109 { return 9 // b; }
    if s == 110 { return 10 // b; }
    if s == 111 { return 11 // b; }
    if s == 112 { return 12 // b; }
    if s == 113 { return 13 // b; }
    if s == 114 { return 14 // b; }
    if s == 115 { return 15 // b; }
    if s == 116 { return 16 // b; }
    if s == 117 { return 17 // b; }
    if s == 118 { return 18 // b; }
    if s == 119 { return 19 // b; }
    if s == 120 { return 20 // b; }
    if s == 121 { return 21 // b; }
    if s == 122 { return 22 // b; }
    if s == 123 { return 23 // b; }
    if s == 124 { return 24 // b; }
    if s == 125 { return 25 // b; }
    if s == 126 { return 26 // b; }
    if s == 127 { return 27 // b; }
    if s == 128 { return 28 // b; }
    if s == 129 { return 29 // b; }
    if s == 130 { return 30 // b; }
    if s == 131 { return 31 // b; }
    if s == 132 { return 32 // b; }
    if s == 133 { return 33 // b; }
    s // b + 1
}
