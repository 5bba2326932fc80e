# expect: array builds 2; loops allocs 1, parallel 1, vector yes

#! Two passes over an image in one loop over strips of rows, in place of two loops on threads.

pub fn blur(img: u16[h, w]) -> u16[h - 2, w - 2]
where h >= 2, w >= 2 {
    let rows = (img[:, :-2] + img[:, 1:-1] + img[:, 2:]) // 3;
    (rows[:-2, :] + rows[1:-1, :] + rows[2:, :]) // 3
}
