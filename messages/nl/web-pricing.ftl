# Woorden van de prijspagina.

price-heading = Eén prijs per gebouw. Bereken de uwe.
price-lead = Elk bedrag op deze pagina komt uit het programma dat onze facturen maakt. Wat u hier leest, is wat u betaalt, tot op de cent.
price-ask = Uw portefeuille
price-count = Mede-eigendommen die u beheert
price-count-note = Een mede-eigendom in voorbereiding telt niet mee. Wie in de loop van de maand bijkomt of vertrekt, telt per dag.
price-count-wrong = Vul een getal van 1 tot { $max } in. Schrijf ons voor meer.
price-pay = Betaling
price-monthly = Per maand
price-annual = Per jaar, vooraf
price-plans = Formules
price-per-copro = per mede-eigendom per maand, exclusief btw
price-a-month-net = per maand, exclusief btw
price-a-month-ahead = gemiddeld per maand, exclusief btw
price-then =
    { $count ->
        [one] De eerste maand, daarna { $amount }.
       *[other] De eerste { $months } maanden, daarna { $amount } per maand.
    }
price-month-no-vat = Per maand, geen btw aan ons te betalen
price-year = Twaalf maanden, exclusief btw
price-year-ahead = Vooraf betaald voor twaalf maanden, exclusief btw
price-month-gross = Per maand met { $rate } % btw
price-lot = Per kavel per maand, exclusief btw
price-saved = U bespaart { $amount } over twaalf maanden.
price-could-save = Vooraf betaald: { $amount } minder over twaalf maanden.
price-coupon-better = Met uw bon kost maandelijks betalen het eerste jaar { $amount } minder.
price-over = Deze formule gaat tot { $limit } mede-eigendommen.
price-over-choose = Kies { $plan } voor meer.
price-try =
    { $count ->
        [0] Account aanmaken
        [one] { $days } dag gratis proberen
       *[other] { $days } dagen gratis proberen
    }
price-limits = Wat { $plan } omvat
price-limit-copros = Mede-eigendommen
price-limit-users = Medewerkers
price-limit-storage = Stukken en documenten
price-limit-documents = Gemaakte documenten
price-limit-mails = Verzonden e-mails
price-limit-calls = API-oproepen
price-unlimited = onbeperkt
price-up-to =
    { $count ->
        [one] tot { $shown }
       *[other] tot { $shown }
    }
price-a-month =
    { $count ->
        [one] { $shown } per maand
       *[other] { $shown } per maand
    }
price-a-minute =
    { $count ->
        [one] { $shown } per minuut
       *[other] { $shown } per minuut
    }
price-gib = { $size } GiB
price-tib = { $size } TiB
price-without-vat = Prijzen zijn exclusief btw. Welke btw erbij komt, hangt af van uw land en uw btw-plicht: kies ze hieronder.
price-unreachable = De prijzen konden niet worden gelezen
price-not-computed = De berekening kon niet opnieuw worden gemaakt
price-figures-old = De vervaagde bedragen zijn die van uw laatste berekening.
## @pricing-more
price-bill-heading = Uw eerste factuur, zoals ze zal zijn
price-bill-text = Dezelfde regels, dezelfde woorden, dezelfde afronding. Een volle maand kost altijd de maandprijs, of hij nu 28 of 31 dagen telt.
price-country = Zetel van uw kantoor
price-country-hint = Inschrijven kan voor syndici gevestigd in België; elders toont deze berekening de btw die van toepassing zou zijn.
price-taxable = Btw-stelsel
price-taxable-yes = Btw-plichtig
price-taxable-no = Niet btw-plichtig
price-coupon = Kortingsbon
price-coupon-months =
    { $count ->
        [one] De bon { $code } verlaagt de eerste maand.
       *[other] De bon { $code } verlaagt de eerste { $months } maanden.
    }
price-coupon-not-annual = Een bon verlaagt maandfacturen; hij komt niet bovenop de korting voor jaarlijkse betaling.
price-lots = Kavels in totaal
price-lots-hint = Om te vergelijken met een prijs per kavel.
price-vat-domestic = Belgische btw van { $rate } %, die u aftrekt als u btw-plichtig bent.
price-vat-reverse-charge = Btw verlegd: wij rekenen geen btw aan, u geeft ze aan in uw land. Uw btw-nummer wordt nagekeken in VIES.
price-vat-origin = Belgische btw van { $rate } %: u bent niet btw-plichtig in een andere lidstaat.
price-vat-destination = Btw van { $rate } % van uw land, aangegeven via het éénloketsysteem.
price-vat-outside-union = Geen btw: uw zetel ligt buiten de Unie.
price-trial-until = Tot en met { $until } bent u niets verschuldigd. De eerste aangerekende dag is { $from } als u vandaag begint.
price-charged-from = De eerste aangerekende dag is { $from } als u vandaag begint.
price-print = Deze berekening afdrukken
price-paper = Eerste factuur
price-paper-days = van { $from } tot { $to }
price-paper-what = Omschrijving
price-paper-amount = Bedrag (EUR)
price-paper-net = Totaal exclusief btw
price-paper-vat = Btw { $rate } %
price-paper-no-vat = Btw
price-paper-payable = Totaal inclusief btw
price-quantity-copro-day =
    { $count ->
        [one] { $shown } mede-eigendomsdag
       *[other] { $shown } mede-eigendomsdagen
    }
price-quantity-copro-month =
    { $count ->
        [one] { $shown } mede-eigendomsmaand
       *[other] { $shown } mede-eigendomsmaanden
    }
price-quantity-piece =
    { $count ->
        [one] { $shown } stuk
       *[other] { $shown } stuks
    }
price-base-copro-day =
    { $count ->
        [one] dag
       *[other] { $shown } dagen
    }
price-base-copro-month =
    { $count ->
        [one] maand
       *[other] { $shown } maanden
    }
price-base-piece =
    { $count ->
        [one] stuk
       *[other] { $shown } stuks
    }
price-included = In beide formules, zonder toeslag
price-has-registry = Kavels, eigenaars en sleutels
price-has-registry-text = Onverdeeldheden, vruchtgebruik en verkopen, met hun datums.
price-has-money = Facturen en oproepen
price-has-money-text = Verdeeld tot op de cent, in dubbel boekhouden.
price-has-statements = Een rekening per eigenaar
price-has-statements-text = Elk cijfer leidt naar zijn stuk.
price-has-letters = Brieven en e-mails
price-has-letters-text = In ieders taal: Nederlands, Frans, Duits, Engels.
price-has-import = Import en export
price-has-import-text = Kom binnen met uw tabel, vertrek met alles.
price-has-api = API en auditlogboek
price-has-api-text = Wat het scherm doet, doet een programma ook; alles wat verandert, wordt opgetekend.
price-questions = Wat gebeurt er als…
price-q-counted = Hoe worden mijn mede-eigendommen geteld?
price-q-counted-answer = Een actieve mede-eigendom telt voor elke dag waarop ze om middernacht bij u is. Op dezelfde dag toegevoegd en weggehaald kost ze niets. U betaalt na elke maand, voor de getelde dagen.
price-q-trial = Wat gebeurt er op het einde van de proefperiode?
price-q-trial-answer = De proefperiode duurt { $days } dagen en vraagt geen betaalmiddel. We herinneren u eraan { $reminders } dagen voor het einde. Zonder betaalmiddel wordt niets aangerekend: uw gegevens blijven { $readable } dagen leesbaar, daarna sluit de account zonder factuur en blijft de export { $kept } dagen open.
price-q-annual = En als ik meer mede-eigendommen heb dan vooraf betaald?
price-q-annual-answer = Wat erbij komt, wordt per maand aangerekend, tegen de maandprijs. Wat vooraf betaald is, blijft dat voor de twaalf maanden.
price-q-change = Kan ik van formule veranderen?
price-q-change-answer = Ja. Naar een duurdere formule meteen, per dag berekend; naar een goedkopere bij het begin van de volgende periode. Met jaarlijkse betaling begint een wijziging na de twaalf maanden.
price-q-cancel = Hoe stop ik?
price-q-cancel-answer = Met één klik, tegen het einde van de lopende factuurperiode of van de twaalf maanden die vooraf betaald zijn. Tot die dag kunt u erop terugkomen.
price-q-unpaid = Wat als een factuur onbetaald blijft?
price-q-unpaid-answer = We herinneren u eraan { $reminders } dagen na de vervaldag. Na { $readonly } dagen kunt u nog lezen maar niet meer schrijven, na { $suspended } dagen blijft enkel de export, na { $closed } dagen sluit de account. Elke stap wordt vooraf aangekondigd, en betalen opent alles weer zolang de account niet gesloten is.
price-q-export = Kan ik mijn gegevens altijd ophalen?
price-q-export-answer = Ja. De export wordt nooit geblokkeerd, betaald of niet: deze rekeningen zijn die van de mede-eigenaars. Na de sluiting blijft hij { $kept } dagen open.
price-q-vat = Krijg ik een elektronische factuur?
price-q-vat-answer = Ja, via Peppol als u in België btw-plichtig bent, en als pdf in uw taal. De btw is die van de berekening hierboven.
price-last =
    { $count ->
        [0] Begin vandaag.
        [one] Begin nu: { $days } dag gratis.
       *[other] Begin nu: { $days } dagen gratis.
    }
## @foot
foot-text = KoproGo, beheer van mede-eigendom voor Belgische syndici.
foot-nav = Toegang
