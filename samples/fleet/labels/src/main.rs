use std::io::{stdin, BufRead};

fn main() {
    for line in stdin().lock().lines().map_while(Result::ok) {
        match labels::parse(&line) {
            Some(address) => println!("{}", labels::label(&address)),
            None => eprintln!("no address: {line}"),
        }
    }
}
