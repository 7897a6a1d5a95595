# Het abonnement van het kantoor. Geladen met zijn scherm.

title-billing = Abonnement
billing-lead = Wat uw kantoor betaalt, waarom en hoe.
billing-trial =
    { $days ->
        [one] Proefperiode tot { $until }: laatste dag
       *[other] Proefperiode tot { $until }: nog { $daysShown } dagen
    }
billing-trial-ends = Tot dan wordt niets aangerekend. Voeg een betaalmiddel toe om daarna verder te werken; anders blijft alles leesbaar en exporteerbaar.
billing-trial-goes-on = Tot dan wordt niets aangerekend. Het abonnement loopt daarna vanzelf verder.
billing-trial-leaves = Tot dan wordt niets aangerekend.
billing-past-due = { $amount } te betalen
billing-past-due-text =
    { $reminders ->
        [one] Op { $on } is een herinnering verstuurd.
       *[other] Er zijn { $remindersShown } herinneringen verstuurd, de laatste op { $on }.
    }
billing-step-reminder = Zonder betaling volgt de volgende herinnering op { $on }.
billing-step-read-only = Zonder betaling kunt u vanaf { $on } alleen lezen en exporteren.
billing-step-suspended = Zonder betaling wordt de toegang vanaf { $on } geschorst; uw gegevens blijven exporteerbaar.
billing-step-closed = Anders wordt het account op { $on } afgesloten.
billing-pay-by-transfer = Een overschrijving met de gestructureerde mededeling van de factuur volstaat ook.
billing-see-bill = De te betalen factuur bekijken
billing-trial-over = De proefperiode is voorbij sinds { $since }
billing-trial-over-text = U kunt alles lezen en exporteren; er wordt niets aangerekend. Voeg een betaalmiddel toe en alles kan meteen weer.
billing-read-only = Alleen lezen sinds { $since }: { $amount } te betalen
billing-read-only-text = Uw gegevens staan er nog, leesbaar en exporteerbaar. Na betaling kan alles meteen weer.
billing-suspended = Toegang geschorst sinds { $since }: { $amount } te betalen
billing-suspended-text = Er wordt niets gewist en deze dagen worden niet aangerekend. U kunt uw gegevens meenemen en uw mede-eigendommen overdragen.
billing-closed = Account afgesloten op { $on }
billing-closed-text = Uw gegevens blijven exporteerbaar tot { $until } en worden dan gewist; facturen worden tien jaar gearchiveerd.
billing-ending-cancelled = U hebt opgezegd.
billing-ending-trial-lapsed = De proefperiode werd niet voortgezet.
billing-ending-unpaid = Facturen bleven onbetaald.
billing-ending-bankrupt = Het kantoor werd failliet verklaard.
billing-ending-ended = De overeenkomst is beëindigd.
billing-take-data = Gegevens meenemen
billing-leaves = Het abonnement eindigt op { $on }
billing-leaves-text = Tot dan werkt u gewoon verder en daarna blijven uw gegevens exporteerbaar.
billing-stay = Blijven
billing-hold = De volgende factuur wacht
billing-hold-details = Vul in wie de factuur krijgt.
billing-hold-vat-number-missing = Vul het btw-nummer in, of geef aan dat het kantoor niet btw-plichtig is.
billing-hold-vat-number-of-other-country = Het btw-nummer hoort niet bij dit land: verbeter een van beide.
billing-hold-vies-unknown = Het btw-nummer wordt bij de Commissie (VIES) nagekeken.
billing-hold-vies-down = Het register van de Commissie (VIES) antwoordt niet; we vragen het opnieuw tot het antwoordt.
billing-hold-vies-invalid = Volgens de Commissie (VIES) is dit btw-nummer niet geldig. Verbeter het.
billing-hold-vies-old = Het btw-nummer wordt opnieuw nagekeken.
billing-hold-rate-unknown = We vullen het btw-tarief van uw land aan.
billing-hold-open = Gegevens aanvullen
billing-plan = Formule
billing-plan-text = Een prijs per actieve mede-eigendom en per maand, tot op de dag.
billing-price = { $price } per mede-eigendom en per maand, zonder btw
billing-copros =
    { $count ->
        [one] { $shown } actieve mede-eigendom vandaag
       *[other] { $shown } actieve mede-eigendommen vandaag
    }
billing-plan-change = Van formule veranderen
billing-plan-choose = { $plan } kiezen
billing-plan-changed = Uw keuze is opgeslagen.
billing-committed =
    { $count ->
        [one] { $shown } mede-eigendom is vooruitbetaald tot { $until }.
       *[other] { $shown } mede-eigendommen zijn vooruitbetaald tot { $until }.
    }
billing-committed-soon =
    { $count ->
        [one] { $shown } mede-eigendom wordt vanaf de eerste aangerekende dag twaalf maanden vooruitbetaald.
       *[other] { $shown } mede-eigendommen worden vanaf de eerste aangerekende dag twaalf maanden vooruitbetaald.
    }
billing-planned = Vanaf { $on }: { $plan }, { $price } per mede-eigendom en per maand.
billing-planned-withdraw = Niet veranderen
billing-coupons = Gebruikte bonnen: { $codes }
billing-coupon-have = Ik heb een kortingsbon
billing-coupon = Code van de bon
billing-coupon-redeem = Gebruiken
billing-coupon-done = De bon is opgeslagen.
billing-annual = Twaalf maanden vooruitbetalen, −{ $percent }
billing-annual-hint = Voor een vast aantal mede-eigendommen; wat daarboven komt, wordt per maand aangerekend.
billing-annual-copros = Vooruitbetaalde mede-eigendommen
billing-annual-copros-hint = Dit aantal geldt twaalf maanden.
billing-obstacles = Deze formule is te klein voor wat u gebruikt
billing-begins = Geldt vanaf
billing-at-once = meteen
billing-month-now = Een maand nu
billing-month-then = Een maand daarna
billing-year =
    { $count ->
        [one] Twaalf maanden vooruit, { $shown } mede-eigendom
       *[other] Twaalf maanden vooruit, { $shown } mede-eigendommen
    }
billing-month-note = Volle maanden met de mede-eigendommen van vandaag, zonder btw, bonnen en jaarbetaling.
billing-next = Volgende factuur
billing-next-text = Lijn per lijn, zoals ze zal luiden.
billing-next-days = Van { $from } tot { $to }, opgemaakt op { $made }.
billing-next-end = Als er niets verandert
billing-next-so-far = Tot vandaag: { $amount }
billing-next-today = Tot vandaag
billing-next-none = Er komt geen factuur meer.
billing-credit = { $amount } in uw voordeel wordt afgetrokken.
billing-line = Lijn
billing-amount = Bedrag
billing-unit-copro-day =
    { $count ->
        [one] { $quantity } dag mede-eigendom, aan { $price } per { $base } dagen
       *[other] { $quantity } dagen mede-eigendom, aan { $price } per { $base } dagen
    }
billing-unit-copro-month = { $quantity } maanden aan { $price }
billing-unit-piece = { $quantity } × { $price }
billing-nothing = Niets aan te rekenen.
billing-net = Zonder btw
billing-vat = Btw
billing-payable = Te betalen
billing-vat-open = De btw hangt af van de facturatiegegevens.
billing-usage = Gebruik
billing-usage-text = Alleen mede-eigendommen worden aangerekend; de rest telt voor de grenzen.
billing-usage-what = Wat geteld wordt
billing-usage-span = Periode
billing-last-days = Laatste { $days } dagen
billing-usage-chart = { $what } per dag, van { $from } tot { $to }
billing-usage-table = De cijfers bekijken
billing-usage-none = De eerste dag is nog niet geteld.
billing-day = Dag
billing-counted-copros = Mede-eigendommen
billing-counted-lots = Kavels
billing-counted-users = Medewerkers
billing-counted-storage_bytes = Bestanden
billing-counted-documents = Gemaakte documenten
billing-counted-mails = Verstuurde e-mails
billing-limit-copros = Mede-eigendommen
billing-limit-users = Medewerkers
billing-limit-storage_bytes = Bestanden
billing-limit-documents_per_month = Documenten deze maand
billing-limit-mails_per_month = E-mails deze maand
billing-limit-api_calls_per_minute = API-oproepen per minuut
billing-limit-used = { $used } van { $limit }
billing-invoices = Facturen
billing-invoices-text = Elke factuur blijft hier zoals ze opgemaakt is.
billing-invoices-none = Er is nog geen factuur.
billing-number = Nummer
billing-issued = Datum
billing-status = Stand
billing-files = Bestanden
billing-files-soon = in voorbereiding
billing-status-paid = Betaald
billing-status-open = Te betalen
billing-status-overdue = Te laat
billing-status-credited = Gecrediteerd
billing-status-refunded = Terugbetaald
billing-status-disputed = Betwist
billing-status-credit = Creditnota
billing-download = { $number } downloaden, { $format }
billing-format-pdf = PDF
billing-format-peppol = Peppol
billing-format-factur-x = Factur-X
billing-method = Betaalmiddel
billing-method-text = Ingevuld op de pagina van de betaaldienst: geen enkel nummer komt langs ons.
billing-method-none = Geen. U betaalt met een overschrijving.
billing-method-waiting = De betaaldienst bevestigt uw betaalmiddel…
billing-method-add = Betaalmiddel toevoegen
billing-method-replace = Betaalmiddel vervangen
billing-method-remove = Betaalmiddel verwijderen
billing-method-remove-text = { $method } betaalt niets meer. Nog te betalen met een overschrijving: { $amount }.
billing-method-removed = Het betaalmiddel is verwijderd.
billing-method-details-first = Vul eerst in wie de factuur krijgt.
billing-payments-off = Deze server aanvaardt geen onlinebetalingen: betaal de facturen met een overschrijving.
billing-card = Kaart { $brand } eindigend op { $digits }
billing-sepa = Domiciliëring van de rekening eindigend op { $digits }
billing-expires = Geldig tot { $month }/{ $year }
billing-mandate = Mandaat { $mandate }, schuldeiser { $creditor }
billing-mandate-text = U machtigt KoproGo om deze rekening te debiteren (SEPA Core). Elke debitering wordt veertien dagen vooraf aangekondigd; uw bank betaalt ze acht weken lang op verzoek terug.
billing-details = Facturatiegegevens
billing-details-text = Wat op de volgende facturen staat; opgemaakte facturen veranderen niet.
billing-details-saved = De gegevens zijn opgeslagen.
billing-name = Wettelijke naam
billing-street = Straat en nummer
billing-postal-code = Postcode
billing-city = Gemeente
billing-country = Land
billing-taxable = Het kantoor is btw-plichtig
billing-taxable-hint = Een vrijwillige syndicus is dat meestal niet.
billing-company-number = Ondernemingsnummer
billing-company-number-hint = Het Belgische btw-nummer volgt eruit.
billing-siren = SIREN-nummer
billing-siren-wrong = Een SIREN-nummer telt negen cijfers.
billing-vat-number = Btw-nummer
billing-vat-number-hint = Nagekeken bij de Commissie (VIES) vóór de eerste factuur.
billing-vat-number-wrong = Begin met { $country }, dan letters en cijfers.
billing-number-ok = De vorm klopt.
billing-email = E-mail
billing-email-hint = Daar komen de facturen aan.
billing-language = Taal van de facturen
billing-reference = Uw referentie
billing-reference-hint = Een bestelnummer, bijvoorbeeld.
billing-leave = Opzeggen
billing-leave-text = Aan het einde van wat loopt, zonder reden of kosten.
billing-leave-until = U werkt gewoon verder tot { $on }.
billing-leave-data = Daarna blijven uw gegevens { $days } dagen exporteerbaar en worden ze gewist. Facturen worden tien jaar gearchiveerd.
billing-leave-copros = Elke mede-eigendom wordt met haar volledige dossier aan de volgende syndicus overgedragen, vanop haar pagina « Wissel van syndicus », of hier geëxporteerd.
billing-leave-export = Portefeuille openen
billing-leave-do = Abonnement opzeggen
billing-leave-understood = Ik begrijp wat er met de gegevens gebeurt.
billing-left = De opzegging is opgeslagen.

## @billing-invoice

title-billing-invoice = Factuur van het abonnement
bill-back = Abonnement
bill-invoice = Factuur { $number }
bill-credit-note = Creditnota { $number }
bill-lead = Opgemaakt op { $issued }, voor de dagen van { $from } tot { $to }.
bill-to-pay = Te betalen
bill-to-pay-by = uiterlijk op { $on }
bill-late-since = te laat sinds { $on }
bill-settled-text = Er blijft niets te betalen.
bill-credited-text = Creditnota’s hebben ze opgeheven: er blijft niets te betalen.
bill-refunded-text = Wat betaald werd, is u teruggegeven.
bill-disputed-text = { $amount } wordt betwist bij het kaartnetwerk; intussen wordt niets gevraagd.
bill-credit-text = Ze crediteert u voor { $amount }.
bill-corrects = Ze verbetert factuur { $number }.
bill-paid-part = { $open } van { $payable }
bill-collection-scheduled = Debitering gepland op { $on } ({ $method }).
bill-collection-asked = De betaling is aan de betaaldienst gevraagd.
bill-collection-processing = De debitering ligt sinds { $on } bij de bank; het antwoord duurt enkele werkdagen.
bill-collection-idle = Er is geen debitering gepland: betaal nu, of per overschrijving.
bill-collection-transfer = Er is geen debitering gepland: betaal per overschrijving.
bill-pay = { $amount } nu betalen
bill-pay-with = Met: { $method }.
bill-pay-asked = De betaling is gevraagd.
bill-transfer = Per overschrijving
bill-transfer-text = De mededeling volstaat om de betaling te herkennen.
bill-beneficiary = Begunstigde
bill-iban = Rekening
bill-reference = Mededeling
bill-copy = Kopiëren
bill-lines = Lijnen
bill-lines-text = Zoals ze op het document staan.
bill-behind =
    { $count ->
        [one] { $shown } mede-eigendom achter deze dagen
       *[other] { $shown } mede-eigendommen achter deze dagen
    }
bill-behind-days =
    { $count ->
        [one] { $shown } dag
       *[other] { $shown } dagen
    }
bill-behind-other = Een mede-eigendom die het kantoor verliet, of die u niet opvolgt
bill-behind-more =
    { $count ->
        [one] en { $shown } andere
       *[other] en { $shown } andere
    }
bill-vat = Btw { $rate } % op { $base }
bill-no-vat = Geen btw op { $base }
bill-total = Totaal, btw inbegrepen
bill-total-credit = Totaal gecrediteerd
bill-billed = Gefactureerd aan
bill-billed-text = Zoals het kantoor die dag had opgegeven.
bill-company = Ondernemingsnummer { $number }
bill-vat-number = Btw-nummer { $number }
bill-your-reference = Uw referentie: { $reference }
bill-payments = Betalingen
bill-payments-text = Wat betaald, teruggegeven of gecrediteerd werd, en wat er toen overbleef.
bill-payments-none = Er werd nog niets betaald.
bill-on = Datum
bill-what = Verrichting
bill-left = Rest
bill-booked-invoice = Factuur opgemaakt
bill-booked-payment = Online betaald
bill-booked-transfer = Overschrijving ontvangen
bill-booked-credit-note = Creditnota
bill-booked-credit-applied = Krediet van het kantoor gebruikt
bill-booked-refund = Terugbetaling
bill-booked-dispute = Betwisting bij het kaartnetwerk
bill-booked-dispute-won = Betwisting afgewezen
bill-booked-dispute-lost = Betwisting aanvaard: bedrag teruggenomen
bill-booked-return = Debitering teruggenomen door de bank
bill-booked-write-off = Vordering opgegeven
bill-undone = { $what }, teruggekomen
bill-attempts = Pogingen
bill-attempt-with = Middel
bill-attempt-outcome = Resultaat
bill-outcome-under-way = Bezig
bill-outcome-processing = Bij de bank
bill-outcome-paid = Betaald
bill-outcome-failed = Mislukt
bill-outcome-taken-back = Teruggenomen door de bank
bill-reason-insufficient-funds = onvoldoende saldo
bill-reason-expired = kaart vervallen
bill-reason-authentication = de bank wilde uw bevestiging
bill-reason-declined = geweigerd door de bank
bill-reason-mandate = mandaat niet geldig
bill-reason-method-gone = betaalmiddel verwijderd
bill-reason-cancelled = geannuleerd
bill-reason-other = geweigerd door de betaaldienst
bill-corrections = Creditnota’s
bill-corrections-text = Die deze factuur verbeteren.
bill-document = Document
bill-document-text = Het gearchiveerde origineel, en hoe het u bereikte.
bill-mail = E-mail
bill-mail-sent = Vertrokken naar { $to } op { $at }.
bill-mail-sent-unknown = Vertrokken op { $at }.
bill-mail-soon = Vertrekt zodra het document klaar is.
bill-peppol = Peppol
bill-peppol-accepted = Op { $at } aan het Peppol-netwerk gegeven.
bill-peppol-waiting = Het Peppol-netwerk heeft nog niet geantwoord; we vragen het opnieuw.
bill-peppol-unreachable = Uw onderneming ontvangt dit document niet via Peppol: het ging enkel per e-mail.
bill-peppol-refused = Het Peppol-netwerk weigerde het; we bekijken het.
bill-peppol-none = Nog niet aan het Peppol-netwerk gegeven; het bestand kan hier gedownload worden.
bill-factur-x = Factur-X
bill-factur-x-text = Een pdf die zijn eigen gegevens bevat, voor uw boekhouding.
bill-mentions = Vermeldingen

## @app

nav-billing = Abonnement
standing-label = Abonnement
standing-past-due = Een factuur van het abonnement is niet betaald.
standing-read-only = Het kantoor kan alleen lezen en exporteren.
standing-suspended = De toegang is geschorst; de gegevens blijven exporteerbaar.
standing-closed = Het abonnement is afgesloten; de gegevens blijven exporteerbaar.
standing-open = Bekijken wat er te doen is
