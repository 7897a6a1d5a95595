## PDF-brieven: oproepen en rekeningoverzichten

doc-syndic = Syndicus
doc-company-number = KBO { $number }
doc-page = Pagina
doc-holder = Begunstigde
doc-iban = IBAN
doc-communication = Gestructureerde mededeling
doc-table-total = Totaal

call-heading-working-fund = Oproep werkkapitaal
call-heading-reserve-fund = Oproep reservekapitaal
call-heading-provision = Oproep tot provisies
call-heading-extraordinary = Buitengewone oproep
call-document-title = { $heading } { $number } – { $owner }

call-number = Oproep nr.
call-issued-on = Datum
call-account = Uw rekening
call-key = Verdeelsleutel

call-to-pay = Te betalen
call-to-pay-first =
    { $count ->
        [one] Te betalen
       *[other] Eerste van { $count } schijven
    }
call-of-total = op een totaal van { $amount }
call-due-on = uiterlijk op { $date }
call-scan = Scan met de app van uw bank
call-scan-alt = QR-code voor overschrijving: { $amount } aan { $holder }, mededeling { $communication }

call-lots = Uw aandeel
call-lots-code = Kavel
call-lots-weight = Aandelen
call-lots-amount = Bedrag (EUR)

call-instalments = Betalingskalender
call-instalments-number = Schijf
call-instalments-due = Vervaldag
call-instalments-amount = Bedrag (EUR)

call-legal-syndic = Oproep opgesteld door { $firm }, syndicus (KBO { $firm_number }), in naam en voor rekening van de vereniging van mede-eigenaars { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(KBO { $copro_number }).
    }
call-legal-working-fund = Het werkkapitaal is de som van de voorschotten die de mede-eigenaars als voorziening betalen voor de periodieke uitgaven (art. 3.86, § 3, van het Burgerlijk Wetboek).
call-legal-reserve-fund = Het reservekapitaal is de som van de periodieke bijdragen die bestemd zijn voor niet-periodieke uitgaven (art. 3.86, § 3, van het Burgerlijk Wetboek).
call-legal-provision = Provisies zijn voorschotten op de periodieke uitgaven van de mede-eigendom (art. 3.86, § 3, van het Burgerlijk Wetboek).
call-legal-extraordinary = Deze buitengewone oproep betreft een gemeenschappelijke uitgave, waaraan elke mede-eigenaar bijdraagt volgens de verdeelsleutel (art. 3.81 van het Burgerlijk Wetboek).
call-legal-rounding = Het bedrag van de oproep wordt over de kavels verdeeld volgens hun aandelen in de sleutel en naar beneden afgerond op de cent; de resterende centen gaan één voor één naar de kavels met de grootste weggelaten fractie. De som van de kavels is zo exact gelijk aan het opgeroepen bedrag.
call-legal-communication = Gelieve de gestructureerde mededeling te vermelden: zo wordt uw betaling meteen op uw rekening geboekt.

statement-heading = Rekeningoverzicht
statement-document-title = { $heading } – { $owner } – { $date }
statement-period = Van { $from } tot { $to }
statement-until = Van de opening van de rekening tot { $to }
statement-date = Afgesloten op
statement-account = Uw rekening
statement-opening = Beginsaldo
statement-debits = Oproepen en debet
statement-credits = Betalingen en credit
statement-balance-owed = Te betalen saldo
statement-balance-favour = Saldo in uw voordeel
statement-balance-nil = Rekening in evenwicht
statement-due = waarvan opeisbaar op { $date }: { $amount }
statement-due-nothing = Niets opeisbaar op { $date }
statement-column-date = Datum
statement-column-number = Stuk
statement-column-description = Omschrijving
statement-column-due = Vervaldag
statement-column-debit = Debet
statement-column-credit = Credit
statement-column-balance = Saldo
statement-closing = Saldo op { $date }
statement-empty = Geen verrichtingen in deze periode.
statement-legal-sign = Bedragen in euro. Een positief saldo is verschuldigd aan de vereniging van mede-eigenaars; een saldo met een minteken is in uw voordeel.
statement-legal-syndic = Overzicht opgesteld door { $firm }, syndicus (KBO { $firm_number }), volgens de boekhouding van de vereniging van mede-eigenaars { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(KBO { $copro_number }).
    } Elk stuk kan bij de syndicus worden ingekeken.

# What a lot is.
document-nature-apartment = Appartement
document-nature-studio = Studio
document-nature-house = Woning
document-nature-office = Kantoor
document-nature-shop = Handelszaak
document-nature-garage = Garage
document-nature-parking = Parkeerplaats
document-nature-cellar = Kelder
document-nature-other = Kavel
