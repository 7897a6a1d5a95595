//! Seller and buyer as the standard knows them.

use billing::invoice::{Identifier, Party};
use domain::address::Address;
use en16931::invoice::{self as model, Code, Contact, PostalAddress};

/// Which side of the invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Seller,
    Buyer,
}

/// `taxed` is false where VAT does not apply at all: an invoice outside its scope names no VAT numbers (BR-O-02).
pub(crate) fn of(party: &Party, side: Side, taxed: bool) -> model::Party {
    model::Party {
        name: Some(party.name.clone()),
        address: address(&party.address),
        legal_registration: party.company.as_ref().map(identifier),
        vat_identifier: party.vat_number.clone().filter(|_| taxed),
        electronic_address: party.endpoint.as_ref().map(identifier),
        contact: Contact { email: party.email.clone(), ..Contact::default() },
        // Only the seller has a place for it (BT-33).
        additional_legal_information: party.legal_note.clone().filter(|_| side == Side::Seller),
        ..model::Party::default()
    }
}

fn identifier(id: &Identifier) -> en16931::Identifier {
    en16931::Identifier::schemed(id.value.clone(), id.scheme.clone())
}

fn address(address: &Address) -> PostalAddress {
    PostalAddress {
        line1: Some(address.street.clone()),
        city: Some(address.city.clone()),
        post_code: Some(address.postal_code.clone()),
        country: Some(Code::new(address.country.clone())),
        ..PostalAddress::default()
    }
}
