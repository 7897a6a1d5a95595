//! Words of tables in the four languages, all folded (see [`crate::text::fold`]).

use crate::Language;
use crate::lot::LotNature;

/// The nature a word names.
pub(super) fn nature(word: &str) -> Option<LotNature> {
    const WORDS: [(LotNature, &str); 9] = [
        (
            LotNature::Apartment,
            "apartment|appartement|appart|app|appt|apt|flat|wohnung|duplex|triplex|penthouse|\
             wooneenheid|appartementen",
        ),
        (LotNature::Studio, "studio|kot|kitchenette|studentenkamer"),
        (LotNature::House, "house|maison|villa|huis|woning|haus|eengezinswoning"),
        (LotNature::Office, "office|bureau|bureaux|kantoor|kantoren|buro|buero|cabinet"),
        (
            LotNature::Shop,
            "shop|commerce|magasin|rez commercial|surface commerciale|winkel|handelspand|\
             handelsruimte|handelsgelijkvloers|geschaft|geschaeft|laden|ladenlokal|horeca|restaurant",
        ),
        (LotNature::Garage, "garage|garagebox|box|boxe|box de garage|box garage|autobox"),
        (
            LotNature::Parking,
            "parking|emplacement|emplacement de parking|emplacement parking|place de parking|\
             parkeerplaats|staanplaats|autostaanplaats|stellplatz|parkplatz|parking space|carport|\
             parking interieur|parking exterieur",
        ),
        (LotNature::Cellar, "cellar|cave|kelder|keller|kellerraum|berging|storage"),
        (LotNature::Other, "other|autre|autres|divers|andere|overige|sonstige|sonstiges"),
    ];
    find(&WORDS, word)
}

/// The language a word or code names.
pub(super) fn language(word: &str) -> Option<Language> {
    const WORDS: [(Language, &str); 4] = [
        (Language::Fr, "fr|f|fra|fre|francais|french|frans|franzosisch|fr be"),
        (Language::Nl, "nl|n|nld|dut|neerlandais|dutch|nederlands|niederlandisch|nl be"),
        (Language::De, "de|d|deu|ger|allemand|german|duits|deutsch|de be"),
        (Language::En, "en|e|eng|anglais|english|engels|englisch|en gb"),
    ];
    find(&WORDS, word)
}

/// The ISO code of a country of Belgium's neighbourhood by its name; other countries by their code.
pub(super) fn country(word: &str) -> Option<String> {
    const WORDS: [(&str, &str); 10] = [
        ("BE", "be|b|bel|belgique|belgie|belgien|belgium"),
        ("FR", "fr|f|fra|france|frankrijk|frankreich"),
        ("NL", "nl|nld|pays bas|nederland|niederlande|netherlands|the netherlands"),
        ("LU", "lu|l|lux|luxembourg|luxemburg"),
        ("DE", "de|d|deu|allemagne|duitsland|deutschland|germany"),
        ("GB", "gb|uk|gbr|royaume uni|verenigd koninkrijk|vereinigtes konigreich|united kingdom"),
        ("ES", "es|esp|espagne|spanje|spanien|spain"),
        ("IT", "it|ita|italie|italien|italy"),
        ("PT", "pt|prt|portugal"),
        ("CH", "ch|che|suisse|zwitserland|schweiz|switzerland"),
    ];
    let known = find(&WORDS, word).map(str::to_owned);
    let is_code = word.len() == 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    known.or_else(|| is_code.then(|| word.to_ascii_uppercase()))
}

/// Does the name start or end with a legal form? Such an owner is a company.
pub(super) fn is_company(name: &str) -> bool {
    const FORMS: &str = "srl|sprl|sprlu|sa|nv|bv|bvba|ebvba|asbl|vzw|aisbl|ivzw|scrl|cvba|sc|cv|scs|commv|snc|vof|\
                         gmbh|ag|ltd|plc|sarl|sas|sci|stichting|fondation|gemeente|cpas|ocmw|acp";
    // "S.A." is the same word as "SA".
    let folded = crate::text::fold(&name.replace('.', ""));
    let mut words = folded.split(' ');
    let (first, last) = (words.next(), words.next_back());
    // A name of one word is a name, even when it spells like a legal form.
    last.is_some() && [first, last].into_iter().flatten().any(|word| is_one_of(FORMS, word))
}

fn find<T: Copy>(words: &[(T, &str)], word: &str) -> Option<T> {
    words.iter().find(|(_, synonyms)| is_one_of(synonyms, word)).map(|(meaning, _)| *meaning)
}

/// Is the word one of these, separated by bars?
pub(super) fn is_one_of(synonyms: &str, word: &str) -> bool {
    synonyms.split('|').any(|synonym| synonym == word)
}
