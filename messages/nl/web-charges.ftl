# Facturen, oproepen, dagboek, rekeningoverzichten. Wat vóór de eerste "## @" staat, hoort bij al deze schermen.

title-statement = Rekeningoverzicht
charges-account = Rekening
charges-account-find = Nummer of benaming
charges-amount = Bedrag
charges-amount-eur = Bedrag (€)
charges-balanced = In evenwicht
charges-unbalanced = Niet in evenwicht
charges-calculating = Wordt berekend…
charges-copied = Gekopieerd
charges-copy = { $text } kopiëren
charges-copy-failed = De browser weigert te kopiëren: selecteer de tekst.
charges-credit = Credit
charges-credit-eur = Credit (€)
charges-date = Datum
charges-debit = Debet
charges-debit-eur = Debet (€)
charges-description = Omschrijving
charges-entry = Boeking
charges-forbidden = Uw rol laat dit niet toe
charges-key = Verdeelsleutel
charges-key-choose = Kies een sleutel
charges-key-hint =
    { $lots ->
        [one] { $shown } kavel, { $total } aandelen
       *[other] { $shown } kavels, { $total } aandelen
    }
charges-key-short = Sleutel
charges-leave = Deze gegevens zijn niet opgeslagen. Toch verlaten?
charges-lot = Kavel
charges-not-active = Neem de mede-eigendom eerst in beheer
charges-not-active-text = ‘{ $name }’ is nog in voorbereiding: er wordt niets geboekt. Het overzicht toont wat nog ontbreekt.
charges-not-active-action = Naar het overzicht
charges-number = Nummer
charges-of = { $done } / { $total }
charges-owner = Mede-eigenaar
charges-period = van { $from } tot { $to }
charges-preview-only = Er is nog niets opgeslagen
charges-preview-refused = Verbeter de aangeduide velden: de berekening volgt meteen.
charges-voucher = Stuk
charges-voucher-expense = Factuur
charges-voucher-call = Oproep
charges-voucher-receipt = Betaling
charges-weight = Aandelen

## @expenses

expenses-account = Kostenrekening
expenses-bar = { $lots } kavels, { $owners } mede-eigenaars: Σ = { $sum }
expenses-borne = Wie draagt wat
expenses-borne-waiting = Vul het bedrag en de rekening in: hier verschijnt het deel van elke kavel, tot op de cent.
expenses-borne-by = Verdeling
expenses-by-lot = Per kavel ({ $shown })
expenses-by-owner = Per mede-eigenaar ({ $shown })
expenses-date = Datum
expenses-days =
    { $count ->
        [one] { $shown } dag
       *[other] { $shown } dagen
    }
expenses-description-example = Schoonmaak gemene delen, november
expenses-drop = Sleep de factuur hierheen
expenses-drop-hint = PDF, PNG of JPEG, hoogstens 10 MB
expenses-due-date = Vervaldag
expenses-empty = Boek de eerste factuur in
expenses-empty-text = Sleep de PDF hierheen, kies de rekening en de sleutel: vóór u opslaat, ziet u wat elke kavel draagt. De boeking in het dagboek volgt vanzelf.
expenses-final = Eenmaal opgeslagen is de boeking definitief.
expenses-forbidden-text = Beheerders en boekhouders boeken facturen in.
expenses-gross = Bedrag incl. btw
expenses-invoice-date = Factuurdatum
expenses-invoice-document = Document van de factuur
expenses-invoice-number = Factuurnummer
expenses-net = Excl. btw
expenses-none = Geen factuur gevonden voor ‘{ $text }’.
expenses-open-file = Openen
expenses-open-invoice = Factuur { $number } openen
expenses-period = Periode van de dienst
expenses-period-hint = De kost is voor wie de kavel die dagen bezat; bij verkoop wordt hij per dag verdeeld.
expenses-period-quarter =
    { $quarter ->
        [1] 1e kwartaal { $year }
       *[other] { $quarter }e kwartaal { $year }
    }
expenses-period-quick = Snelle keuze van de periode
expenses-record = Factuur opslaan
expenses-recorded = Factuur { $number } opgeslagen: { $amount }.
expenses-recorded-at = Opgeslagen op { $when }
expenses-search = Een factuur zoeken
expenses-service-from = Dienst van
expenses-service-to = tot en met
expenses-shares-view = Weergave van de verdeling
expenses-split-note =
    { $count ->
        [one] { $shown } kavel veranderde in deze periode van eigenaar: het deel ervan is per dag verdeeld.
       *[other] { $shown } kavels veranderden in deze periode van eigenaar: hun deel is per dag verdeeld.
    }
expenses-sum-exact = Σ = { $sum }, exact de factuur
expenses-sum-off = Σ = { $sum }, in plaats van { $amount }
expenses-supplier = Leverancier
expenses-supplier-company-number = KBO-nummer
expenses-supplier-create = Nieuwe leverancier
expenses-supplier-create-named = Nieuwe leverancier ‘{ $name }’
expenses-supplier-existing = Een bekende leverancier kiezen
expenses-supplier-find = Naam of KBO-nummer
expenses-supplier-iban = IBAN { $iban }
expenses-supplier-name = Naam
expenses-supplier-new = Nieuwe leverancier
expenses-supplier-vat = Btw-nummer
expenses-title = Factuur { $number }
expenses-vat = Btw
expenses-vat-at = Btw { $rate }
expenses-vat-rate = Btw-tarief

## @calls

calls-asked = Wat wordt opgevraagd
calls-asked-waiting = Vul het totaal in: hier verschijnt het deel van elke mede-eigenaar.
calls-bar =
    { $count ->
        [one] { $owners } mede-eigenaar
       *[other] { $owners } mede-eigenaars
    }, { $total }: { $sent ->
        [one] { $mails } e-mail
       *[other] { $mails } e-mails
    }, { $post ->
        [one] { $letters } brief
       *[other] { $letters } brieven
    }
calls-by-mail = Per e-mail aan { $email }
calls-by-post = Per post
calls-communication = Mededeling
calls-confirm = Deze oproep versturen?
calls-confirm-due = Te betalen uiterlijk op { $date }
calls-confirm-final = De boeking komt op { $date } in het dagboek. Noch de boeking noch de brieven kunnen daarna nog worden gewijzigd.
calls-confirm-instalments = { $shown } maandelijkse schijven, van { $first } tot { $last }
calls-confirm-letters =
    { $count ->
        [0] Geen brief te posten
        [one] { $shown } brief om af te drukken en te posten
       *[other] { $shown } brieven om af te drukken en te posten
    }
calls-confirm-mails =
    { $count ->
        [0] Er vertrekt geen e-mail
        [one] { $shown } e-mail vertrekt, met de brief als PDF
       *[other] { $shown } e-mails vertrekken, elk met de brief als PDF
    }
calls-confirm-owners =
    { $count ->
        [one] { $shown } mede-eigenaar wordt opgeroepen
       *[other] { $shown } mede-eigenaars worden opgeroepen
    }
calls-delivered = Alle brieven zijn klaar en alle e-mails zijn verzonden.
calls-delivery = Verzending van de oproep
calls-document-queued = in voorbereiding
calls-document-ready = klaar
calls-document-failed = mislukt
calls-documents = Brieven klaar
calls-due = Vervaldag
calls-due-hint = Wie de kavel die dag bezit, wordt opgeroepen.
calls-empty = Verstuur de eerste oproep
calls-empty-text = Kies de aard, het totaal en de sleutel: u ziet het deel van elke mede-eigenaar vóór u verstuurt. Daarna krijgt iedereen een brief in de eigen taal, met een gestructureerde mededeling en een QR-code om te betalen.
calls-first-due = Eerste vervaldag
calls-forbidden-text = Beheerders en boekhouders versturen oproepen.
calls-instalments = Schijven
calls-instalments-count =
    { $count ->
        [one] In één keer
       *[other] { $count } maandelijkse schijven
    }
calls-issue = Oproep versturen
calls-issued = Oproep { $number } geboekt. De brieven worden gemaakt.
calls-issued-on = Datum van de oproep
calls-issued-on-hint = Datum van de boeking in het dagboek.
calls-kind = Aard
calls-kind-extraordinary = Buitengewone oproep
calls-kind-extraordinary-text = Werken of een uitzonderlijke uitgave, beslist door de vergadering.
calls-kind-provision = Provisie
calls-kind-provision-text = Voorschot op de goedgekeurde begroting, verrekend bij de afrekening.
calls-kind-reserve_fund = Reservekapitaal
calls-kind-reserve_fund-text = Sparen voor niet-periodieke uitgaven; blijft bij verkoop van de vereniging.
calls-kind-working_fund = Werkkapitaal
calls-kind-working_fund-text = Blijvend voorschot voor de lopende uitgaven; terugbetaald aan de verkoper.
calls-language = Taal
calls-letter = Brief
calls-look-again = Vernieuwen
calls-lots-more = { $lots } + { $more }
calls-mail = E-mail
calls-mail-failed = Mislukt
calls-mail-none = Te posten
calls-mail-queued = In wachtrij
calls-mail-sent = Verzonden
calls-mails = E-mails verzonden
calls-not-yet = Er vertrekt niets vóór u bevestigt.
calls-notices = Individuele oproepen
calls-number = Oproep { $number }
calls-open-letter = Brief van { $name } openen
calls-owners = Mede-eigenaars
calls-owners-count =
    { $count ->
        [one] { $shown } mede-eigenaar
       *[other] { $shown } mede-eigenaars
    }
calls-paused = De verzending duurt langer dan verwacht. Ze gaat verder zonder deze pagina.
calls-review = Nakijken en versturen
calls-schedule = Betalingskalender
calls-schedule-one = { $amount } te betalen uiterlijk op { $date }.
calls-sent-by = Verzending
calls-some-failed =
    { $count ->
        [one] { $shown } verzending is mislukt
       *[other] { $shown } verzendingen zijn mislukt
    }
calls-some-failed-text = De oproep blijft verschuldigd. Bezorg deze brieven op een andere manier en verbeter het adres van de mede-eigenaar.
calls-suggest-extraordinary = Buitengewone oproep { $year }
calls-suggest-provision =
    { $span ->
        [year] Provisies voor lasten { $year }
       *[quarter] Provisies voor lasten – { $quarter ->
            [1] 1e
           *[other] { $quarter }e
        } kwartaal { $year }
    }
calls-suggest-reserve_fund = Reservekapitaal { $year }
calls-suggest-working_fund = Samenstelling van het werkkapitaal
calls-title = Titel
calls-title-example = Renovatie van het dak – AV van 12 mei
calls-title-hint = Zoals de mede-eigenaars hem lezen.
calls-to-post =
    { $count ->
        [one] Verzending voltooid. { $shown } brief moet nog worden afgedrukt en gepost.
       *[other] Verzending voltooid. { $shown } brieven moeten nog worden afgedrukt en gepost.
    }
calls-total = Totaal
calls-under-way = De brieven worden één voor één gemaakt en verzonden. U mag deze pagina verlaten.
calls-view-all = Alle ({ $shown })
calls-view-failed = Mislukt ({ $shown })
calls-view-post = Te posten ({ $shown })
calls-without-email =
    { $count ->
        [one] { $shown } mede-eigenaar heeft geen e-mailadres: de brief moet worden afgedrukt en gepost.
       *[other] { $shown } mede-eigenaars hebben geen e-mailadres: hun brieven moeten worden afgedrukt en gepost.
    }

## @ledger

ledger-any-account = Alle rekeningen
ledger-any-owner = Alle mede-eigenaars
ledger-clear = Filters wissen
ledger-document = Document
ledger-empty = Het dagboek is nog leeg
ledger-empty-text = Elke factuur, elke oproep en elke betaling schrijft hier een dubbele boeking. Er wordt nooit iets gewist.
ledger-entry = Boeking { $number }
ledger-filtered = De bedragen zijn die van de gefilterde regels van elke boeking.
ledger-final = Een boeking wordt nooit gewijzigd of gewist.
ledger-journal = Dagboek
ledger-journal-bank = Bank
ledger-journal-calls = Oproepen
ledger-journal-misc = Diverse verrichtingen
ledger-journal-purchases = Aankopen
ledger-lead = Alle boekingen, de recentste eerst.
ledger-none = Geen boeking voldoet aan deze filters.
ledger-open-call = Oproep bekijken
ledger-open-document = Document van het stuk openen
ledger-open-expense = Factuur bekijken
ledger-posted-at = Geboekt op
ledger-statement = Rekeningoverzicht

## @statement

stmt-balance-eur = Saldo (€)
stmt-balance-is = Saldo { $amount }
stmt-closing = Saldo op { $date }
stmt-communication = Vaste mededeling
stmt-due-now = Waarvan opeisbaar
stmt-due-on = Vervaldag
stmt-empty = Geen verrichtingen
stmt-empty-text = Op deze datum is er op deze rekening nog niets opgevraagd of betaald.
stmt-from = Vanaf
stmt-in-favour = Saldo in het voordeel van de mede-eigenaar op { $date }
stmt-into = Ontvangen op
stmt-into-reserve = Reserverekening
stmt-into-reserve-text = Betaalt de oproepen voor het reservekapitaal.
stmt-into-working = Zichtrekening
stmt-into-working-text = Betaalt het werkkapitaal, de provisies en de andere oproepen.
stmt-lead = Overzicht van de individuele rekening nr. { $number }
stmt-nothing-due = Niets
stmt-on = Afgesloten op
stmt-open-document = Document { $number } openen
stmt-opening = Beginsaldo
stmt-owed = Verschuldigd saldo op { $date }
stmt-pdf = Overzicht als PDF
stmt-period = Periode van het overzicht
stmt-print = Afdrukken
stmt-receipt = Betaling boeken
stmt-receipt-final = Eenmaal opgeslagen is de boeking definitief.
stmt-receipt-record = Opslaan
stmt-received = Betaling { $number } geboekt: { $amount } van { $name }.
stmt-received-on = Datum van ontvangst
stmt-settled = Rekening in evenwicht op { $date }
stmt-sign = Een positief saldo is verschuldigd aan de vereniging van mede-eigenaars; een negatief saldo is in het voordeel van de mede-eigenaar.
