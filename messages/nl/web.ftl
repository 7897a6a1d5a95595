# Woorden van de interface. Wat vóór de eerste « ## @ » staat, wordt met de schil geladen; elke sectie met haar scherm.

## Paginatitels
title-landing = Beheer van mede-eigendom voor syndici
title-pricing = Prijs en berekening
title-signin = Aanmelden
title-signup = Account aanmaken

## Schil
shell-skip = Naar de inhoud
shell-open-app = KoproGo openen
shell-signin = Aanmelden
shell-signup = Account aanmaken
shell-pricing = Prijs
shell-language = Taal

## Gemeenschappelijk
ui-optional = facultatief
ui-required = In te vullen.
ui-clear = Wissen
ui-close = Sluiten
ui-cancel = Annuleren
ui-save = Opslaan
ui-remove = Verwijderen
ui-retry = Opnieuw proberen
ui-suggestions = Suggesties
ui-searching = Zoeken…
ui-loading = Laden…
ui-see-plans = Bekijk de formules
ui-nothing-found = Geen resultaat
ui-load-failed = Deze gegevens konden niet worden gelezen
ui-reference = Referentie: { $id }
ui-more = Meer tonen
ui-shown =
    { $count ->
        [one] { $shown } rij getoond
       *[other] { $shown } rijen getoond
    }
ui-total = Totaal
ui-step-done = (klaar)
ui-money-unreadable = Onleesbaar bedrag: schrijf bijvoorbeeld 1.234,56
ui-file-choose = Bestand kiezen
ui-file-replace = Vervangen
ui-file-sending = Bestand wordt verzonden…
ui-file-wrong-type = “{ $name }” heeft geen type dat hier wordt aanvaard.
ui-file-too-large = Dit bestand is { $size } groot; het maximum is { $max }.

ui-iban-wrong = Dit is geen geldige IBAN: neem hem over van het rekeninguittreksel.
ui-company-number-ok = { $number }: het controlegetal klopt.
ui-company-number-wrong = Het controlegetal klopt niet: kijk de tien cijfers na.
ui-company-number-short = Een KBO-nummer telt tien cijfers.
ui-password-show = Tonen
ui-password-hide = Verbergen

## Storingen
connection-wait =
    { $seconds ->
        [one] Probeer opnieuw over { $shown } seconde.
       *[other] Probeer opnieuw over { $shown } seconden.
    }
problem-offline = De server antwoordt niet. Controleer uw verbinding; er is niets verloren.
error-busy = Te veel aanvragen in korte tijd.
problem-server = De server heeft een fout gemaakt. Probeer zo dadelijk opnieuw.
problem-unexpected = De aanvraag werd zonder uitleg geweigerd. Herlaad de pagina en probeer opnieuw.
crash-title = Dit scherm is vastgelopen
crash-text = Er is niets half opgeslagen. Probeer opnieuw; gebeurt het weer, geef dan de melding hieronder door.
crash-offline-title = Geen antwoord van de server
crash-offline-text = Controleer uw verbinding en probeer opnieuw.
crash-stale-title = Er is een nieuwe versie
crash-stale-text = Herlaad de pagina om verder te gaan.
not-found-title = Hier ontbreekt een baksteen
not-found-text = Deze pagina bestaat niet, of u hebt er geen toegang toe.
not-found-home = Naar de startpagina

## @app
title-mailbox = Ontwikkelpostbus
title-portfolio = Portefeuille
title-copro-new = Nieuwe mede-eigendom
title-copro = Mede-eigendom
title-lots = Kavels
title-owners = Mede-eigenaars
title-owner = Mede-eigenaar
title-keys = Verdeelsleutels
title-import = Importeren
title-expenses = Facturen
title-expense-new = Factuur inboeken
title-expense = Factuur
title-calls = Oproepen tot provisies
title-call-new = Nieuwe oproep tot provisies
title-call = Oproep tot provisies
title-ledger = Dagboek
title-entry = Boeking
title-settings = Instellingen
shell-signout = Afmelden
shell-theme = Weergave
theme-system = Zoals het toestel
theme-light = Licht
theme-dark = Donker
shell-user-menu = Mijn account
shell-menu = Menu
shell-shortcuts = Sneltoetsen
shell-search = Zoeken
shell-breadcrumb = Kruimelpad
shell-nav-firm = Kantoor
shell-nav-copro = Mede-eigendom
shell-nav-quick = Snelnavigatie
shell-firm-switch = Ander kantoor kiezen
shell-copro-switch = Andere mede-eigendom kiezen
shell-copro-filter = Mede-eigendommen filteren
shell-new-firm = Kantoor toevoegen
shell-new-copro = Nieuwe mede-eigendom
shell-portfolio = Portefeuille
shell-mailbox = Postbus (ontw.)
role-firm_admin = Kantoorbeheerder
role-gestionnaire = Beheerder
role-comptable = Boekhouder
role-assistant = Assistent
nav-overview = Overzicht
nav-lots = Kavels
nav-owners = Eigenaars
nav-keys = Sleutels
nav-accounts = Boekhouding
nav-expenses = Facturen
nav-calls = Oproepen
nav-ledger = Dagboek
nav-import = Importeren
nav-settings = Instellingen
shell-my-copros = Mijn mede-eigendommen
nav-team = Team
nav-api-keys = API-sleutels
nav-transfers = Overdrachten
nav-audit = Auditlogboek
nav-access = Toegang
nav-support = Ondersteuning
nav-transfer = Wissel van syndicus
nav-own = Mijn lasten
nav-control = Controle
role-council_member = Lid van de raad van mede-eigendom
role-auditor = Commissaris van de rekeningen
role-co_owner = Mede-eigenaar
role-occupant = Bewoner
palette-placeholder = Een scherm, een actie, een mede-eigendom…
palette-go = Ga naar
palette-do = Acties
palette-here = In deze mede-eigendom
palette-copros = Mede-eigendommen
help-palette = Zoeken of doen
help-help = Deze lijst
help-rows = Door de rijen van een tabel gaan
help-open = De rij openen
help-escape = Sluiten
help-single-keys = Sneltoetsen met één toets
help-single-keys-hint = Schakel uit als u dicteert.

## @copro
copro-status-draft = In voorbereiding
copro-status-active = In beheer
copro-status-closed = Afgesloten
copro-closed-title = Mede-eigendom afgesloten op { $date }
copro-closed-text = Uw kantoor beheert ze niet meer en ze wordt niet meer gefactureerd. Ze kan geraadpleegd en geëxporteerd worden; er wordt niets meer in geschreven.
copro-closed-settings = Exporteren of heropenen
overview-lots = Kavels
overview-owners = Mede-eigenaars
overview-shares = Aandelen
overview-shares-of = { $assigned } van { $total }
overview-company-number = KBO-nummer
overview-active-since = In beheer sinds
overview-checklist = Vóór de ingebruikname
overview-ready = Alles staat klaar
overview-progress = { $done } van { $total } stappen klaar
overview-done = Klaar
overview-activate = In beheer nemen
overview-activate-text = “{ $name }” gaat in beheer met { $lots } kavels, { $owners } mede-eigenaars en { $shares } aandelen. Het totaal van de aandelen kan daarna niet meer worden gewijzigd.
overview-activated = { $name } is in beheer.
overview-new-call = Provisies oproepen
overview-new-expense = Factuur inboeken
overview-all = Alles tonen
overview-calls = Laatste oproepen tot provisies
overview-call-detail = { $number } · vervaldag { $due } · { $sent } van { $owners } verzonden
overview-no-calls = Nog geen oproepen.
overview-expenses = Laatste facturen
overview-expense-detail = { $date } · { $description }
overview-no-expenses = Nog geen facturen.
overview-owing = Hoogste verschuldigde saldi
overview-owner-detail = Kavels { $lots }
overview-none-owing = Niemand is iets verschuldigd.
overview-own = Te betalen
overview-own-ahead = In uw voordeel
overview-own-open = Details bekijken
checklist-identity = Identiteit van het gebouw
checklist-identity-action = Aanvullen
checklist-lots = Kavels
checklist-lots-action = Kavels toevoegen
checklist-shares = Totaal van de aandelen
checklist-shares-action = Controleren
checklist-owners = Mede-eigenaars
checklist-owners-action = Toewijzen
checklist-keys = Verdeelsleutels
checklist-keys-action = Sleutel maken
checklist-bank = Bankrekeningen
checklist-bank-action = IBAN’s toevoegen
checklist-active = Ingebruikname
checklist-active-action = In beheer nemen

## @account
account-email = E-mailadres
account-password = Wachtwoord
signin-heading = Goeiedag
signin-no-account = Nog geen account?
signin-forgot = Wachtwoord vergeten?
signin-passkey = Aanmelden met een toegangssleutel
signup-steps = Stappen van de inschrijving
signup-step-account = Account
signup-step-code = Code
signup-step-firm = Kantoor
signup-step-copro = Mede-eigendom
signup-account-heading = Maak uw account aan
signup-account-text = Vier stappen, vijf minuten. U kunt stoppen en later verdergaan.
signup-email-hint = Wij sturen er een code van zes cijfers naartoe.
signup-password-hint = Minstens { $min } tekens. Een zin die u onthoudt is prima.
signup-password-ok = { $chars } tekens
signup-account-action = Code ontvangen
signup-have-account = Hebt u al een account?
signup-code-heading = Kijk in uw mailbox
signup-code-text = Er is een bericht vertrokken naar { $email }.
signup-code-label = Code van zes cijfers
signup-code-action = Controleren
signup-code-other = Ander adres
signup-code-nothing = Na een minuut nog niets? Kijk bij de ongewenste mail. Heeft het adres al een account, dan staat dat in het bericht.
signup-code-again = Nieuwe code sturen
signup-code-sent-again = Er is een nieuwe code vertrokken naar { $email }.
signup-code-mailbox = Ontwikkelserver: de postbus openen
signup-firm-heading = Uw syndickantoor
signup-firm-text = Deze naam staat op de oproepen tot provisies.
signup-firm-country = Land
signup-firm-country-hint = Andere landen volgen.
signup-firm-name = Naam van het kantoor
signup-firm-company-number = Ondernemingsnummer (KBO)
signup-firm-company-number-hint = Tien cijfers, met of zonder punten.
signup-firm-action = Verder
signup-copro-heading = Uw eerste mede-eigendom
signup-copro-text = Het belangrijkste volstaat. De rest vult u daarna aan, stap voor stap.
signup-copro-later = Later: eerst de portefeuille bekijken
country-be = België

## @firm
portfolio-search = Een mede-eigendom zoeken
portfolio-none = Geen mede-eigendom past bij “{ $text }”.
portfolio-empty = Hier staat geen mede-eigendom.
portfolio-copro = Mede-eigendom
portfolio-city = Gemeente
portfolio-status = Toestand
portfolio-status-draft = In voorbereiding
portfolio-status-active = In beheer
portfolio-status-closed = Afgesloten
portfolio-filter = Getoonde mede-eigendommen
portfolio-open = Lopend
portfolio-closed = Afgesloten
portfolio-shares = Toegewezen aandelen
portfolio-shares-title = { $assigned } van { $total } aandelen toegewezen
portfolio-lots = Kavels
portfolio-owners = Mede-eigenaars
portfolio-called = Opgeroepen
portfolio-balance = Verschuldigd saldo
first-copro-title = Begin met een gebouw
first-copro-lead = Een mede-eigendom zet u op in drie stappen. Na elke stap kunt u stoppen.
first-copro-building = Het gebouw
first-copro-building-text = Naam, adres en het totaal van de aandelen uit de basisakte.
first-copro-lots = De kavels en de mede-eigenaars
first-copro-lots-text = Importeer het CSV- of Excelbestand van uw oude programma, of voer ze met de hand in.
first-copro-call = De eerste oproep tot provisies
first-copro-call-text = Elke mede-eigenaar krijgt een brief in zijn taal, met zijn gestructureerde mededeling.
first-copro-action = De eerste mede-eigendom aanmaken
first-copro-not-allowed = Vraag de beheerder van uw kantoor om er een aan te maken, of om u de gebouwen toe te wijzen waar u voor zorgt.
copro-form-lead = Naam, adres en totaal van de aandelen. De kavels komen daarna.
copro-form-building = Het gebouw
copro-form-name = Naam van de mede-eigendom
copro-form-name-hint = Zoals in de basisakte, bijvoorbeeld “Residentie De Linden”.
copro-form-street = Straat en nummer
copro-form-postal-code = Postcode
copro-form-city = Gemeente
copro-form-company-number = KBO-nummer van de vereniging
copro-form-company-number-hint = Het komt op elk document. U kunt het later toevoegen.
copro-form-rules = Aandelen en taal
copro-form-shares = Totaal van de aandelen
copro-form-shares-other = Ander
copro-form-shares-exact = Exact totaal
copro-form-shares-hint = De noemer uit de basisakte: de aandelen van de kavels moeten daar precies op uitkomen.
copro-form-language = Taal van de documenten
copro-form-language-hint = Standaard; elke mede-eigenaar houdt de zijne.
copro-form-accounts = Bankrekeningen toevoegen
copro-form-accounts-hint = De wet vraagt een zichtrekening en een aparte rekening voor het reservekapitaal. Ze zijn nodig vóór de eerste oproep.
copro-form-working-iban = IBAN van de zichtrekening
copro-form-reserve-iban = IBAN van de reserverekening
copro-form-create = Mede-eigendom aanmaken
copro-form-created = { $name } is aangemaakt.

## @mailbox
mailbox-lead = Deze ontwikkelserver verstuurt niets: de berichten stoppen hier.
mailbox-empty = Geen berichten
mailbox-empty-text = Maak een account aan of verstuur een oproep: de berichten verschijnen hier.
mailbox-waiting = Nog niets voor dit adres. Een nieuw bericht verschijnt hier vanzelf.
mailbox-filter = Filteren op ontvanger
mailbox-to = Aan { $to }
mailbox-attachments = Bijlagen

## @dev-clock
dev-clock-label = Klok van de facturatie (ontwikkelserver)
dev-clock-today = Facturatie op { $date }
dev-clock-ahead =
    { $days ->
        [0] vandaag
        [one] { $daysShown } dag voor
       *[other] { $daysShown } dagen voor
    }
dev-clock-moving = De dagen gaan voorbij tot { $date }…
dev-clock-day = Een dag
dev-clock-next = Tot { $date }
dev-clock-month = Een maand

## @landing
landing-heading = Mede-eigendom, tot op de cent.
landing-lead = KoproGo houdt de kavels, de sleutels, de facturen en de oproepen tot provisies van uw gebouwen bij. Elk bedrag wordt exact verdeeld, elk cijfer leidt naar zijn stuk.
landing-see-price = De prijs bekijken
landing-terms = Eén prijs per mede-eigendom, verder niets. U schrijft zichzelf in, in vijf minuten.
facade-label = Voorbeeld: een factuur verdeeld over de kavels van een gebouw
facade-choose = Te verdelen factuur
facade-roof = Dak
facade-lift = Lift
facade-door = Garagepoort
facade-roof-key = Statutaire sleutel, 10.000 aandelen
facade-lift-key = Liftsleutel, volgens verdieping
facade-door-key = Garagesleutel, gelijke delen
facade-lots = Kavels van het gebouw, van de bovenste verdieping tot het gelijkvloers
facade-shares = Kavel { $code }, { $shares } aandelen
facade-cent = Krijgt een overblijvende cent
facade-sum = Som van de kavels
facade-drift = krijgt een overblijvende cent. Elke regel apart afronden, zoals een rekenblad, zit hier { $amount } fout.
facade-no-drift = krijgt een overblijvende cent. De som klopt altijd.

## @landing-more
hour-heading = Uw eerste uur met KoproGo
hour-import = Neem mee wat u hebt
hour-import-text = Het CSV- of Excelbestand van uw oude programma volstaat. Een proefronde toont elke fout, rij en kolom, voordat er iets verandert. En een import kunt u ongedaan maken.
hour-import-file = kavels-en-eigenaars.xlsx
hour-import-rows = { $rows } rijen
hour-import-row = Rij { $row }
hour-import-error = Aandelen: “8O” is geen geheel getal. Vervang de letter O door een nul.
hour-import-good = { $rows } rijen klaar
hour-import-summary = 45 nieuwe kavels, 38 mede-eigenaars, 3 sleutels.
hour-expense = Boek een factuur, zie wie ze draagt
hour-expense-text = Leverancier, btw, rekening van het rekeningstelsel voor VME’s, sleutel, periode. U ziet de verdeling per kavel vóór u opslaat; de dubbele boeking volgt.
hour-account = Rekening
hour-debit = Debet
hour-credit = Credit
hour-entry-cost = Ruwbouw- en gevelwerken
hour-entry-supplier = Leveranciers
hour-call = Roep de gelden op
hour-call-text = Werkkapitaal, reservekapitaal, provisie of buitengewone oproep. U ziet elk bedrag voor u verstuurt; iedereen krijgt zijn pdf-brief in zijn taal, met betaal-QR en gestructureerde mededeling.
hour-letter-to = Onverdeeldheid Moreau – Claes, kavels 2A en G1
hour-letter-title = Provisie voor lasten, tweede kwartaal
hour-letter-due = Te betalen vóór { $date }
hour-statement = Antwoord in tien seconden
hour-statement-text = De rekening van elke mede-eigenaar, op de datum die u wilt. Elke regel opent het stuk dat hem verklaart.
hour-date = Datum
hour-words = Omschrijving
hour-balance = Saldo
hour-line-call = Oproep tot provisies
hour-line-payment = Overschrijving ontvangen
facts-heading = Waar u op kunt rekenen
fact-cents = Exacte sommen
fact-cents-text = Hele centen van begin tot eind. De som van de delen is altijd het bedrag.
fact-ledger = Een dagboek dat niet wordt herschreven
fact-ledger-text = Een boeking verandert niet meer; een andere verbetert haar, en beide blijven leesbaar.
fact-live = Niets onvolledigs vertrekt
fact-live-text = Zolang de aandelen het totaal van de basisakte niet halen, blijft het gebouw in voorbereiding, en het scherm zegt hoeveel er ontbreekt.
fact-languages = Vier talen
fact-languages-text = U werkt in de uwe; elke mede-eigenaar krijgt zijn documenten in de zijne.
fact-separate = Gescheiden kantoren
fact-separate-text = Drie onafhankelijke sloten scheiden uw gegevens van die van andere kantoren, tot in de databank.
fact-leave = Een open deur
fact-leave-text = Wat het scherm kan, kan de gedocumenteerde API ook. Uw gegevens worden niet vastgehouden.
pricing-heading = Eén prijs per gebouw, verder niets
pricing-lead = Geen prijs per kavel, geen betalende modules, geen toeslag per medewerker.
pricing-per = per mede-eigendom per maand, exclusief btw
pricing-calculate = Bereken uw prijs
pricing-note = Een gebouw in voorbereiding telt niet mee: het telt vanaf de ingebruikname.
questions-heading = Voor u zich inschrijft
question-import = Welk bestand moet ik klaarmaken?
question-import-answer = Het bestand dat uw programma nu al exporteert: één rij per kavel, in CSV of Excel, liefst met de naam van de mede-eigenaar en de aandelen. Puntkomma’s, decimale komma’s en accenten worden herkend; u zegt welke kolom wat is.
question-shares = En als de aandelen niet kloppen?
question-shares-answer = Het gebouw blijft in voorbereiding en KoproGo toont het verschil. U verbetert een kavel of het totaal, en neemt het daarna in beheer.
question-mistake = Wat als ik mij vergis?
question-mistake-answer = Een import maakt u ongedaan. Een oproep ziet u volledig voor ze vertrekt, en dubbelklikken verstuurt ze geen twee keer. Een boeking verbetert u met een tegenboeking, zoals het hoort.
question-offline = Kan ik kijken zonder een echt gebouw te beheren?
question-offline-answer = Ja. Maak een proefgebouw aan: zolang het in voorbereiding is, vertrekt er niets en telt er niets mee.
