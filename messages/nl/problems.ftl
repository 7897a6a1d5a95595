## Wat een aanvraag tegenhoudt, en de oplossing

problem-bad-request = Onleesbare aanvraag
problem-bad-request-detail = De aanvraag heeft niet de verwachte vorm. Laad de pagina opnieuw en probeer het nog eens; een programma vergelijkt zijn aanvraag met de documentatie van de API.
problem-validation = Gegevens te verbeteren
problem-validation-detail =
    { $count ->
        [one] Verbeter het aangeduide veld en verstuur opnieuw.
       *[other] Verbeter de { $count } aangeduide velden en verstuur opnieuw.
    }
problem-not-signed-in = Aanmelden vereist
problem-not-signed-in-detail = Uw sessie is afgelopen of ontbreekt. Meld u aan en probeer het opnieuw.
problem-wrong-credentials = Adres of wachtwoord onjuist
problem-wrong-credentials-detail = Controleer het e-mailadres en het wachtwoord, ook de hoofdletters, en probeer het opnieuw.
problem-forbidden = Onvoldoende rechten
problem-forbidden-detail = Uw rol laat deze handeling niet toe. Vraag ze aan een beheerder van uw kantoor.
problem-not-for-programs = Enkel voor personen
problem-not-for-programs-detail = Een API-sleutel kan dit niet. Meld u aan met uw account en probeer opnieuw.
problem-last-admin = Laatste beheerder
problem-last-admin-detail = Een kantoor houdt altijd een beheerder. Duid eerst een andere aan en probeer opnieuw.
problem-already-member = Al lid
problem-already-member-detail = Deze persoon heeft deze toegang al. Wijzig ze in de ledenlijst in plaats van uit te nodigen.
problem-invitation-pending = Uitnodiging al verstuurd
problem-invitation-pending-detail = Een uitnodiging aan dit adres wacht al op antwoord. Verstuur ze opnieuw of trek ze in via de lijst met uitnodigingen.
problem-invitation-limit = Te veel uitnodigingen
problem-invitation-limit-detail = Te veel uitnodigingen wachten op antwoord, of deze werd te vaak verstuurd. Trek in wat niet meer dient en probeer opnieuw.
problem-invitation-state = Uitnodiging al afgesloten
problem-invitation-state-detail = Deze uitnodiging werd al aanvaard of ingetrokken. Herlaad de lijst; verstuur zo nodig een nieuwe.
problem-invitation-over = Uitnodiging niet meer geldig
problem-invitation-over-detail = Deze link werd al gebruikt, vervangen, ingetrokken of is vervallen. Vraag een nieuwe uitnodiging aan wie ze u stuurde.
problem-invitation-other-account = Uitnodiging voor een ander adres
problem-invitation-other-account-detail = Deze uitnodiging werd naar een ander adres gestuurd dan dat van uw account. Meld u af en open de link met het adres dat ze kreeg.
problem-invitation-has-account = U hebt al een account
problem-invitation-has-account-detail = Dit adres heeft al een KoproGo-account. Meld u aan en aanvaard dan de uitnodiging.
problem-api-key-limit = Te veel API-sleutels
problem-api-key-limit-detail = Het kantoor heeft zoveel geldige sleutels als mogelijk. Herroep wat niet meer dient en probeer opnieuw.
problem-not-found = Niet gevonden
problem-not-found-detail = Dit element bestaat niet of niet meer. Ga terug naar de lijst en kies een ander.
problem-conflict = Intussen gewijzigd
problem-conflict-detail = Het element is gewijzigd sinds het werd getoond. Laad de pagina opnieuw, controleer en probeer het nog eens.
problem-method-not-allowed = Onbekende handeling op dit adres
problem-method-not-allowed-detail = Dit adres aanvaardt deze methode niet. Kies de methode die in de documentatie van de API staat.
problem-cross-site = Aanvraag van een andere site
problem-cross-site-detail = Voor de veiligheid kunnen alleen de pagina’s van KoproGo uw gegevens wijzigen. Open KoproGo rechtstreeks en probeer het opnieuw.
problem-internal = Fout aan onze kant
problem-internal-detail = Er is niets opgeslagen. Probeer het zo dadelijk opnieuw; blijft de fout bestaan, bezorg ons dan de referentie van de aanvraag.
problem-unavailable = Tijdelijk niet beschikbaar
problem-unavailable-detail = Er is niets opgeslagen. Probeer het over een minuut opnieuw.
problem-outcome-unknown = Onzeker of het is opgeslagen
problem-outcome-unknown-detail = De databank heeft niet op tijd geantwoord. Stuur dezelfde aanvraag opnieuw met dezelfde Idempotency-Key: ze gebeurt in elk geval één keer. Kijk zonder zo’n sleutel eerst na of ze is opgeslagen.
problem-writing-paused = Wijzigen kan enkele minuten niet
problem-writing-paused-detail = Het platform verhuist naar een andere machine: alles is te raadplegen, niets te wijzigen. Er is niets opgeslagen. Probeer het over een minuut opnieuw.
problem-not-json = Verstuur JSON
problem-not-json-detail = Deze handeling leest JSON. Stuur application/json in de header Content-Type, en JSON in de body.
problem-busy = Veel tegelijk
problem-busy-detail =
    { $seconds ->
        [one] Uw mede-eigendom heeft al zoveel lopen als tegelijk mag; er is niets opgeslagen. Wacht één seconde en probeer het opnieuw.
       *[other] Uw mede-eigendom heeft al zoveel lopen als tegelijk mag; er is niets opgeslagen. Wacht { $seconds } seconden en probeer het opnieuw.
    }
problem-too-many-requests = Te veel aanvragen
problem-too-many-requests-detail =
    { $seconds ->
        [one] Wacht één seconde en probeer het opnieuw.
       *[other] Wacht { $seconds } seconden en probeer het opnieuw.
    }

problem-code-wrong = Onjuiste code
problem-code-wrong-detail = Neem de zes cijfers over uit de laatst ontvangen e-mail of vraag een nieuwe code.
problem-code-expired = Code vervallen
problem-code-expired-detail = Deze code is niet meer geldig. Vraag een nieuwe door u opnieuw te registreren.

problem-idempotency-key-invalid = Ongeldige idempotentiesleutel
problem-idempotency-key-invalid-detail = De waarde van de header Idempotency-Key telt 1 tot 100 zichtbare ASCII-tekens. Stuur bijvoorbeeld een UUID, nieuw voor elke handeling.
problem-idempotency-key-missing = Idempotentiesleutel ontbreekt
problem-idempotency-key-missing-detail = Voeg de header Idempotency-Key toe, met een nieuwe waarde voor elke handeling: zo wordt niets dubbel geregistreerd.
problem-idempotency-key-reused = Idempotentiesleutel al gebruikt
problem-idempotency-key-reused-detail = Deze sleutel diende voor een andere aanvraag. Kies een nieuwe sleutel voor een nieuwe handeling.
problem-idempotency-in-progress = Handeling al bezig
problem-idempotency-in-progress-detail = Dezelfde aanvraag wordt al verwerkt. Wacht enkele seconden en verstuur ze opnieuw met dezelfde sleutel: u krijgt dan het resultaat.

problem-shares-mismatch = De aandelen kloppen niet
problem-shares-mismatch-detail = De kavels tellen samen { $found } aandelen, de basisakte voorziet { $expected }: het verschil is { $difference }. Verbeter de aandelen van de kavels of het totaal van de mede-eigendom.
problem-no-lots = Geen kavels
problem-no-lots-detail = Voer eerst de kavels van de mede-eigendom in of importeer ze.
problem-lots-without-owner = Kavels zonder mede-eigenaar
problem-lots-without-owner-detail = Ken een mede-eigenaar toe aan elk van deze kavels: { $codes }.
problem-copro-not-active = Mede-eigendom nog niet actief
problem-copro-not-active-detail = Werk de opstart af en activeer de mede-eigendom voor u er verrichtingen op boekt.
problem-copro-closed = Mede-eigendom afgesloten
problem-copro-closed-detail = Uw kantoor beheert deze mede-eigendom niet meer: ze kan geraadpleegd en geëxporteerd worden. Om er te schrijven, heropent een beheerder ze in haar instellingen.
problem-copro-not-closed = Mede-eigendom open
problem-copro-not-closed-detail = Deze mede-eigendom is niet afgesloten: er valt niets te heropenen.
problem-no-bank-account = Bankrekening ontbreekt
problem-no-bank-account-detail = Vul in de fiche van de mede-eigendom de IBAN in van de rekening die dit geld moet ontvangen en probeer het opnieuw.
problem-key-version-used = Versie van de sleutel al gebruikt
problem-key-version-used-detail = Met deze versie zijn bedragen verdeeld: ze verandert niet meer. Maak een nieuwe versie met haar begindatum.
problem-key-in-use = Sleutel in gebruik
problem-key-in-use-detail = Uitgaven of oproepen steunen op deze sleutel: hij kan niet worden verwijderd. Maak een andere voor het vervolg.
problem-lot-in-use = Kavel in gebruik
problem-lot-in-use-detail = Op deze kavel zijn bedragen verdeeld: hij kan niet worden verwijderd. Verbeter liever zijn gegevens.
problem-closed-year = Afgesloten boekjaar
problem-closed-year-detail = { $date } valt in een afgesloten boekjaar. Kies een datum in een open boekjaar.
problem-duplicate-invoice = Factuur al geregistreerd
problem-duplicate-invoice-detail = Deze leverancier heeft al een factuur { $number }. Controleer het nummer; is het dezelfde factuur, dan staat ze al in de lijst van de uitgaven.

problem-window-state = Supporttoegang: die stap is voorbij
problem-window-state-detail =
    { $state ->
        [requested] Deze toegang wacht nog op een antwoord.
        [open] Deze toegang is al open.
        [refused] Deze toegang is geweigerd. Doe zo nodig een nieuwe aanvraag.
        [ended] Deze toegang is beëindigd. Doe zo nodig een nieuwe aanvraag.
       *[expired] Deze toegang is verlopen. Doe zo nodig een nieuwe aanvraag.
    }
problem-second-person = Iemand anders moet goedkeuren
problem-second-person-detail = Wie een noodtoegang vraagt, kan die niet zelf goedkeuren. Vraag het aan een andere operator.
problem-window-closed = Er is geen supporttoegang open
problem-window-closed-detail = De toegang is niet open voor u, is beëindigd of is verlopen. Vraag de syndicus om een nieuwe toegang.
problem-import-state = De import is nog niet zover
problem-import-state-detail = Deze stap past niet bij de huidige toestand van de import. Laad de pagina opnieuw om te zien hoever hij staat.
problem-undo-expired = Te laat om ongedaan te maken
problem-undo-expired-detail = De termijn om deze import ongedaan te maken is voorbij. Verbeter de kavels één voor één of importeer een verbeterd bestand.
problem-undo-blocked = Ongedaan maken niet mogelijk
problem-undo-blocked-detail = Er steunen al verrichtingen op de geïmporteerde gegevens. Verbeter de kavels één voor één of importeer een verbeterd bestand.

## Bestanden

problem-too-large = Te groot
problem-too-large-detail = De maximale grootte is { $limit }. Verklein of splits het bestand en probeer het opnieuw.
problem-unsupported-media = Bestandstype niet aanvaard
problem-unsupported-media-detail = Verstuur een pdf, een PNG-afbeelding of een JPEG-afbeelding.
problem-file-empty = Leeg bestand
problem-file-empty-detail = Het bestand bevat niets. Kies een ander of scan het document opnieuw.
problem-file-unreadable = Beschadigd bestand
problem-file-unreadable-detail = Open het bestand op uw computer, bewaar het opnieuw als pdf en verstuur die kopie.
problem-pdf-bomb = Buitensporige pdf
problem-pdf-bomb-detail = Eenmaal geopend zou deze pdf buitensporig veel plaats innemen. Druk hem af naar pdf en verstuur die kopie.
problem-pdf-too-many-pages = Pdf te lang
problem-pdf-too-many-pages-detail = Een pdf telt hoogstens { $limit } pagina’s. Splits hem in verschillende bestanden.
problem-image-too-large = Afbeelding te groot
problem-image-too-large-detail = Een afbeelding telt hoogstens { $limit } miljoen pixels. Verklein ze of scan op 300 punten per inch.
problem-table-unsupported = Dit bestand is geen tabel
problem-table-unsupported-detail = Verstuur een XLSX-, XLS-, ODS- of CSV-bestand; open het zo nodig in Excel of LibreOffice en bewaar het als XLSX.
problem-table-empty = Lege tabel
problem-table-empty-detail = Geen enkel blad bevat gegevens. Controleer het bestand en verstuur het opnieuw.
problem-table-unreadable = Onleesbare tabel
problem-table-unreadable-detail = Open het bestand in Excel of LibreOffice, bewaar het als XLSX en verstuur die kopie.
problem-table-encrypted = Bestand met wachtwoord beveiligd
problem-table-encrypted-detail = Verwijder het wachtwoord in Excel of LibreOffice en verstuur het bestand opnieuw.
problem-table-bomb = Buitensporige tabel
problem-table-bomb-detail = Eenmaal geopend zou dit bestand buitensporig veel plaats innemen. Kopieer alleen de tabel naar een nieuw XLSX-bestand en verstuur dat.
problem-table-too-many-rows = Te veel rijen
problem-table-too-many-rows-detail = Een bestand telt hoogstens { $limit } rijen. Splits het in verschillende bestanden.
problem-table-too-many-columns = Te veel kolommen
problem-table-too-many-columns-detail = Een bestand telt hoogstens { $limit } kolommen. Verwijder de kolommen die niet voor de import dienen.
problem-table-cell-too-long = Tekst te lang
problem-table-cell-too-long-detail = Cel { $column }{ $row } bevat meer dan { $limit } tekens. Kort ze in; ontbreekt er een aanhalingsteken op het einde, voeg het dan toe.

## Velden

field-required = Vul dit veld in.
field-admin-sees-all = Een beheerder ziet alle mede-eigendommen. Kies een andere rol om de toegang te beperken.
field-scope-not-held = U hebt dit recht zelf niet. Haal het van de sleutel.
field-scope-needs-person = Dit recht vertrouwt men niet toe aan een programma. Haal het van de sleutel.
field-copro-unknown = Geen enkele mede-eigendom heeft deze korte naam of dit id.
field-window-minutes = Kies een duur van 1 tot { $max } minuten.
field-too-long = Kort deze tekst in tot hoogstens { $max } tekens.
field-too-short = Schrijf minstens { $min } tekens.
field-control-characters = Verwijder regeleinden en onzichtbare tekens uit deze tekst.
field-not-positive = Vul een getal groter dan nul in.
field-negative = Vul nul of een positief getal in.
field-too-large = Vul een getal van hoogstens { $max } in.
field-amount-not-positive = Vul een bedrag groter dan nul in.
field-amount-too-large = Vul een bedrag van hoogstens { $max } in; splits een groter bedrag.
field-transfer-day = Vul een dag in die niet in de toekomst ligt en hoogstens drie jaar geleden is.
field-list-empty = Voeg minstens één regel toe.
field-list-too-long = Behoud hoogstens { $max } regels; verdeel de rest over verschillende aanvragen.
field-either-or = Geef { $first } of { $second }, maar niet beide.
field-unknown-reference = Kies een element dat in deze mede-eigendom bestaat.
field-unknown-field = Verwijder dit veld: het is hier onbekend.
field-invalid-json = Verstuur een geldige JSON-tekst.
field-invalid-uuid = Kopieer deze identificatie opnieuw: het is geen UUID.
field-date-out-of-range = Vul een datum tussen { $first } en { $last } in.
field-period-reversed = Kies een einddatum vanaf { $from }.
field-period-too-long = Kies een periode van hoogstens { $years } jaar.
field-password-too-short = Kies een wachtwoord van minstens { $min } tekens.
field-password-common = Kies een ander wachtwoord: dit staat in lijsten van bekende wachtwoorden.

field-invalid-email = Vul één e-mailadres in, bijvoorbeeld naam@domein.example.
field-invalid-iban = Neem de IBAN opnieuw over van een rekeninguittreksel: de controlecijfers kloppen niet.
field-invalid-company-number = Vul de tien cijfers van het ondernemingsnummer (KBO) in, bijvoorbeeld 0123.456.749: de controlecijfers kloppen niet.
field-invalid-vat-number = Vul het btw-nummer met zijn landcode in, bijvoorbeeld BE0123456749.
field-invalid-phone = Vul een telefoonnummer van 6 tot 15 cijfers in, bijvoorbeeld +32 2 555 01 23.
field-invalid-country = Vul het land in twee letters in, bijvoorbeeld BE.
field-invalid-postal-code = Vul een Belgische postcode van vier cijfers in, bijvoorbeeld 1000.
field-same-bank-account = Vul een andere IBAN in: de wet vraagt afzonderlijke rekeningen voor het werkkapitaal en het reservekapitaal.
field-first-name-of-company = Laat de voornaam leeg: een vennootschap heeft er geen.

field-fraction-invalid = Vul een breuk tussen 1/{ $max } en 1 in, bijvoorbeeld 1/2.
field-fractions-too-varied = Schrijf alle breuken met dezelfde noemer.
field-usufruct-not-whole = Verbeter de breuken: volle eigendom en vruchtgebruik moeten samen 1 zijn, nu zijn ze { $found }.
field-bare-not-whole = Verbeter de breuken: volle en blote eigendom moeten samen 1 zijn, nu zijn ze { $found }.
field-ownership-not-whole = Verbeter de breuken: de delen van de houders moeten samen 1 zijn, nu zijn ze { $found }.
field-member-twice = Vermeld deze persoon één keer voor hetzelfde recht, met de som van zijn breuken.
field-representative-not-member = Kies de lasthebber onder de houders.
field-owned-from-without-owner = Kies de mede-eigenaar of laat de datum van verkrijging leeg.
field-sold-before-bought = Kies een verkoopdatum na { $bought_on }, de dag waarop de verkoper eigenaar werd.
field-same-owner = Kies een andere mede-eigenaar: deze bezit de kavel al.
field-ownership-gap = Kies { $free_from } als eerste dag: de kavel mag intussen niet zonder eigenaar zijn.
field-ownership-overlap = Verbeter de datums: op { $on } hebben twee eigenaars de kavel.
field-lot-without-owner = Ken kavel { $lot } een mede-eigenaar toe tussen { $from } en { $to }.

field-only-in-draft = Laat dit gegeven ongewijzigd: het ligt vast zodra de mede-eigendom actief is.
field-name-not-confirmed = Typ de naam zoals hij er staat: { $name }.
field-no-weight = Geef minstens één kavel een gewicht groter dan nul.
field-version-too-early = Kies een eerste dag na { $after }, de begindatum van de vorige versie.
field-lot-twice = Behoud één regel voor deze kavel.
field-account-not-expense = Kies een kostenrekening van klasse 6 in plaats van { $account }.
field-vat-rate-unknown = Kies een btw-tarief dat op { $on } van kracht was.
field-due-before-issued = Kies een vervaldag vanaf { $issued_on }.
field-instalments-out-of-range = Kies 1 tot { $max } schijven.
field-invalid-communication = Neem de 12 cijfers van de gestructureerde mededeling opnieuw over: de controlecijfers kloppen niet.

## Import

import-target =
    { $target ->
        [lot_code] de code van de kavel
        [nature] de aard
        [description] de omschrijving
        [floor] de verdieping
        [shares] de aandelen
        [owner_name] de naam van de mede-eigenaar
        [owner_first_name] de voornaam
        [owner_email] het e-mailadres
        [owner_phone] de telefoon
        [owner_language] de taal
        [owner_street] de straat
        [owner_postal_code] de postcode
        [owner_city] de gemeente
        [owner_country] het land
        [owner_company_number] het ondernemingsnummer
        [owned_from] de datum van verkrijging
       *[other] { $target }
    }
field-column-missing = Kies de kolom met { import-target }.
field-column-twice = Kies één kolom voor { import-target } en negeer de andere.
field-column-unknown = Kies een kolom van het bestand: het heeft er { $columns }.
field-owner-name-missing = Vul de naam van de mede-eigenaar in: de rij bevat andere gegevens over hem.
field-too-many-rows = Splits het bestand: een import telt hoogstens { $max } rijen.
field-not-an-integer = Schrijf een geheel getal zonder decimalen in plaats van ‘{ $value }’.
field-invalid-date = Schrijf de datum als 31/12/2026 in plaats van ‘{ $value }’.
field-unknown-nature = Schrijf appartement, studio, huis, kantoor, winkel, garage, parking, kelder of andere in plaats van ‘{ $value }’.
field-unknown-language = Schrijf fr, nl, de of en in plaats van ‘{ $value }’.
field-lot-code-twice = Behoud één rij voor kavel { $lot }: hij staat al op rij { $first_row }.
field-key-all-zero = Geef minstens één kavel een gewicht in sleutel { $key } of negeer de kolom.
field-statutory-key = Gebruik liever de kolom met de aandelen: die zijn de gewichten van sleutel { $key }.
field-owner-ambiguous = Voeg het e-mailadres of het adres toe: verschillende mede-eigenaars heten { $name }.
field-sale-date-required = Vul in sinds wanneer de nieuwe eigenaar kavel { $lot } bezit: die is vandaag van { $owner }.
problem-key-code-taken = Sleutelcode al in gebruik
problem-key-code-taken-detail = Er is al een sleutel met code “{ $code }”: kies een andere.
problem-lot-code-taken = Kavelcode al in gebruik
problem-lot-code-taken-detail = Er is al een kavel met code “{ $code }”: kies een andere of wijzig die kavel.
problem-supplier-name-taken = Leverancier bestaat al
problem-supplier-name-taken-detail = Leverancier “{ $name }” bestaat al: kies hem in de lijst.
field-country-not-served = Kies België (BE): andere landen worden nog niet bediend.
field-invalid-value = Verbeter deze waarde: ze heeft niet de verwachte vorm.
field-password-like-email = Kies een wachtwoord dat niet uw e-mailadres is.
field-password-too-long = Kies een wachtwoord van hoogstens 128 tekens.

## Overdracht van een mede-eigendom, persoonsgegevens

problem-transfer-pending = Overdracht al gevraagd
problem-transfer-pending-detail = Voor deze mede-eigendom loopt al een aanvraag. Trek ze in voor u een nieuwe doet.
problem-transfer-closed = Aanvraag al beslist
problem-transfer-closed-detail = Deze aanvraag is aanvaard, geweigerd, ingetrokken of vervallen. Vraag de uittredende syndicus zo nodig om een nieuwe.
problem-transfer-other-account = Andere account
problem-transfer-other-account-detail = De aanvraag is gericht aan een ander e-mailadres dan dat van uw account. Meld u aan met het adres dat het bericht kreeg.
problem-transfer-same-firm = Zelfde kantoor
problem-transfer-same-firm-detail = De mede-eigendom wordt al door dit kantoor beheerd. Kies het kantoor dat ze overneemt.
problem-handover-building = Dossier in voorbereiding
problem-handover-building-detail = Het dossier is nog niet volledig. Probeer over enkele minuten opnieuw.
problem-person-owns-lots = Nog mede-eigenaar
problem-person-owns-lots-detail = Deze persoon bezit nog: { $codes }. De lijst van mede-eigenaars is verplicht (art. 3.89, § 5, 13°, BW): de gegevens kunnen na de verkoop worden gewist.
problem-person-account-open = Rekening niet vereffend
problem-person-account-open-detail =
    { $direction ->
        [owes] Deze persoon is de mede-eigendom nog { $amount } verschuldigd. De gegevens dienen om dat recht vast te stellen (art. 17, lid 3, e), AVG): wis ze zodra de rekening vereffend is.
       *[owed] De mede-eigendom is deze persoon nog { $amount } verschuldigd. Betaal terug en wis daarna de gegevens.
    }
problem-person-erased = Persoon gewist
problem-person-erased-detail = De gegevens van deze persoon zijn gewist: er komt niets meer bij. Voer een nieuwe persoon in.
problem-account-last-admin = Laatste beheerder
problem-account-last-admin-detail = U bent de enige beheerder van: { $firms }. Stel een andere aan en sluit dan uw account.
problem-consent-needed = Akkoord nodig
problem-consent-needed-detail = Zonder dit akkoord kan de account niet bestaan. Sluit uw account om het in te trekken.

## Aanmelden en beveiliging

problem-second-factor-required = Tweede factor vereist
problem-second-factor-required-detail = Dit kantoor vereist een tweede factor. Voeg in de beveiligingsinstellingen een authenticatie-app of een toegangssleutel toe en probeer opnieuw.
problem-confirmation-required = Wachtwoord te bevestigen
problem-confirmation-required-detail = Dit is een gevoelige bewerking: bevestig eerst uw wachtwoord en probeer binnen tien minuten opnieuw.
problem-challenge-expired = Meld u opnieuw aan
problem-challenge-expired-detail = De tijd voor de tweede factor is voorbij. Voer uw adres en wachtwoord opnieuw in.
problem-second-factor-wrong = Onjuiste code
problem-second-factor-wrong-detail = Voer de code in die uw app nu toont; elke code werkt één keer. Gebruik anders een herstelcode.
problem-passkey-refused = Toegangssleutel geweigerd
problem-passkey-refused-detail = Het antwoord van uw toestel kon niet worden gecontroleerd. Probeer opnieuw of kies een andere manier om u aan te melden.
problem-passkeys-unavailable = Toegangssleutels niet beschikbaar
problem-passkeys-unavailable-detail = Toegangssleutels werken alleen als KoproGo via een domeinnaam wordt geopend. Kies een authenticatie-app.
problem-passkey-not-added = Toegangssleutel niet toegevoegd
problem-passkey-not-added-detail = Dit toestel is al geregistreerd of het maximale aantal sleutels is bereikt. Verwijder eerst een sleutel die u niet meer gebruikt.
problem-wrong-password = Onjuist wachtwoord
problem-wrong-password-detail = Voer het huidige wachtwoord van uw account in, met de juiste hoofdletters.
problem-reset-link-invalid = Ongeldige link
problem-reset-link-invalid-detail = Deze link is al gebruikt, vervangen of verlopen. Vraag een nieuwe via ‘Wachtwoord vergeten’.
problem-refresh-refused = Vernieuwing geweigerd
problem-refresh-refused-detail = Dit token is niet of niet meer geldig. Meld u opnieuw aan met uw wachtwoord.
problem-no-second-factor = Geen tweede factor
problem-no-second-factor-detail = Voeg eerst een authenticatie-app of een toegangssleutel toe: herstelcodes vervangen die bij verlies.

problem-subscription-refused = Abonnement: niet mogelijk
problem-subscription-refused-detail = { $why ->
    [closed] Het abonnement is afgesloten. Neem een nieuw abonnement.
    [cancelled] Er loopt een opzegging. Trek die eerst in.
    [no-change] Er is geen wijziging van formule gepland: er valt niets in te trekken.
    [not-cancelled] Er loopt geen opzegging: er valt niets in te trekken.
    [unknown-method] Dit betaalmiddel wordt niet meer gebruikt. Herlaad de pagina.
    [not-owed] Op deze factuur is niets te betalen. Herlaad de pagina.
    [no-method] Er is geen betaalmiddel opgeslagen. Voeg er een toe of betaal per overschrijving.
    [under-way] De betaling is al onderweg: wacht op het antwoord van de betaaldienst of de bank.
    [tried-out] Deze factuur betaalt u nu per overschrijving, of met een ander betaalmiddel.
   *[other] De toestand van het abonnement laat dit niet toe. Herlaad de pagina.
}

## Formules en prijzen

problem-limit-reached = Grens van de formule bereikt
problem-limit-reached-detail =
    { $resource ->
        [copros] De formule { $plan } gaat tot { $allowed } mede-eigendommen en u hebt er { $used }.
        [users] De formule { $plan } gaat tot { $allowed } medewerkers, uitnodigingen inbegrepen, en u hebt er { $used }.
       *[other] De formule { $plan } gaat tot { $allowed } en u zit aan { $used }.
    } { $remedy ->
        [none] Schrijf ons: we vinden een oplossing.
       *[other] De formule { $remedy } laat meer toe; er is niets opgeslagen en niets verloren.
    }
field-plan-unknown = Kies een van de formules: { $plans }.
field-plan-too-small =
    { $remedy ->
        [none] Deze formule gaat tot { $max } mede-eigendommen. Schrijf ons voor meer.
       *[other] Deze formule gaat tot { $max } mede-eigendommen. Kies { $remedy } voor meer.
    }
field-whole-number-range = Vul een geheel getal van { $min } tot { $max } in.
field-yes-or-no = Schrijf true of false.
field-no-annual-option = Kies maandelijkse betaling: jaarlijkse betaling wordt niet aangeboden.
field-coupon-unknown = Kijk de spelling na: geen kortingsbon heeft deze code.
field-coupon-not-now = Deze bon geldt van { $from } tot { $to }.


## Toegang tijdens het abonnement

problem-subscription-read-only = Abonnement: alleen lezen
problem-subscription-read-only-detail = Met het abonnement van uw kantoor kunt u alleen raadplegen en exporteren. Er is niets opgeslagen en niets verloren. Een beheerder regelt dit op de pagina { $link }; daarna kan alles meteen weer.
problem-subscription-suspended = Abonnement geschorst
problem-subscription-suspended-detail = Het abonnement van uw kantoor is geschorst: u kunt uw gegevens meenemen en uw mede-eigendommen overdragen, er wordt niets gewist. Een beheerder regelt dit op de pagina { $link }.
problem-payments-off = Online betalen niet beschikbaar
problem-payments-off-detail = Deze server is niet met een betaaldienst verbonden. Betaal uw facturen met een overschrijving; de uitbater zet STRIPE_SECRET_KEY in de configuratie om kaarten en domiciliëringen te aanvaarden.
problem-payments-failed = De betaaldienst antwoordt niet
problem-payments-failed-detail = Er is niets opgeslagen. Probeer het over enkele minuten opnieuw.
field-invalid-siren = Vul de negen cijfers van het SIREN-nummer in, bijvoorbeeld 123 456 782.
field-company-number-elsewhere = Laat dit veld leeg: buiten België en Frankrijk volstaat het btw-nummer.
field-coupon-again = Deze bon is al gebruikt.
field-coupon-limit = U hebt al zoveel bonnen gebruikt als mogelijk is.
