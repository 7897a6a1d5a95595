use std::time::{Duration, Instant};
fn main() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; seed };
    for name in std::env::args().skip(1) {
        let original = std::fs::read(&name).unwrap();
        let (mut ok, mut worst) = (0, Duration::ZERO);
        let end = Instant::now() + Duration::from_secs(25);
        let mut n = 0;
        while Instant::now() < end {
            n += 1;
            let mut bytes = original.clone();
            for _ in 0..1 + next() % 12 {
                let at = next() as usize % bytes.len();
                match next() % 5 {
                    0 => bytes[at] = next() as u8,
                    1 => bytes[at] ^= 1 << (next() % 8),
                    2 => { let len = (next() as usize % 40).min(bytes.len() - at); bytes.drain(at..at + len); if bytes.is_empty() { bytes.push(0) } }
                    3 => { let from = next() as usize % bytes.len(); let len = (next() as usize % 60).min(bytes.len() - from); let piece = bytes[from..from + len].to_vec(); bytes.splice(at..at, piece); }
                    _ => for b in bytes.iter_mut().skip(at).take(4) { *b = 0xFF },
                }
            }
            let t = Instant::now();
            ok += usize::from(if name.ends_with("pdf") { documents::upload::inspect(&bytes).is_ok() } else { documents::table::read(&bytes).is_ok() });
            worst = worst.max(t.elapsed());
        }
        println!("{name} runs {n} ok {ok} worst {worst:?}");
    }
}
