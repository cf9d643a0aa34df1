use labels::{label, parse};

#[test]
fn a_dutch_address_has_its_postcode_as_a_barcode() {
    let address = parse("Femke de Boer; Kade 4; 8861 KA Harlingen").unwrap();
    assert_eq!("8861KA", address.postcode);
    assert!(label(&address).ends_with("^FD8861KA^FS^XZ"));
}

#[test]
fn a_name_alone_is_no_address() {
    assert_eq!(None, parse("Femke de Boer"));
}
