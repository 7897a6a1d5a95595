# Kavels, mede-eigenaars, sleutels, import, instellingen. Elke sectie wordt met haar schermen geladen; “registry” met allemaal.

## @registry
nature-apartment = Appartement
nature-studio = Studio
nature-house = Woning
nature-office = Kantoor
nature-shop = Handelsruimte
nature-garage = Garage
nature-parking = Staanplaats
nature-cellar = Kelder
nature-other = Andere
registry-lot = Kavel
registry-shares = Aandelen
registry-shares-unit = aandelen
registry-import = Importeren
registry-import-file = Een bestand importeren
lot-code = Code
lot-nature = Aard
lot-floor = Verdieping
lot-description = Omschrijving
lot-shares = Aandelen
lot-owner = Mede-eigenaar
lot-title = Kavel { $code }
shares-of = { $assigned } van { $total }
shares-meter = Toegekende aandelen
shares-exact = Het totaal klopt
shares-missing =
    { $count ->
        [one] Er ontbreekt { $by } aandeel
       *[other] Er ontbreken { $by } aandelen
    }
shares-over =
    { $count ->
        [one] { $by } aandeel te veel
       *[other] { $by } aandelen te veel
    }
person-street = Straat en nummer
person-postal-code = Postcode
person-city = Gemeente
person-country = Land

## @lots
lots-lead-draft = Voer de kavels van de basisakte in. Hun aandelen moeten samen precies het totaal vormen voor de mede-eigendom in beheer gaat.
lots-lead = De aandelen zijn die van de basisakte; sinds de ingebruikname wijzigen ze alleen door een nieuwe versie van de statutaire sleutel.
lots-search = Code, omschrijving of mede-eigenaar
lots-none = Geen enkele kavel komt overeen met “{ $text }”.
lots-count =
    { $count ->
        [one] { $shown } kavel
       *[other] { $shown } kavels
    }
lots-found =
    { $count ->
        [one] { $shown } kavel gevonden
       *[other] { $shown } kavels gevonden
    }
lots-no-owner = Zonder eigenaar
lots-empty = Nog geen kavels
lots-empty-text = Het snelst: het CSV- of Excel-bestand van uw vorige programma. Met de hand vraagt een kavel zijn code en zijn aandelen; samen moeten ze { $total } zijn.
lot-new = Kavel toevoegen
lot-add = Toevoegen
lot-add-another = Toevoegen en verdergaan
lot-added = Kavel { $code } toegevoegd.
lot-code-hint = Zoals in de akte: A12, G3…
lot-shares-frozen = Vast sinds de ingebruikname.
lot-shares-left =
    { $count ->
        [one] Nog toe te kennen: { $by } aandeel.
       *[other] Nog toe te kennen: { $by } aandelen.
    }
lot-shares-none = Alle aandelen zijn toegekend.
lot-shares-over =
    { $count ->
        [one] De kavels tellen al { $by } aandeel te veel.
       *[other] De kavels tellen al { $by } aandelen te veel.
    }
lot-owner-hint = Mag later; nodig vóór de ingebruikname.
lot-owned-from = Eigenaar sinds
lot-since = Sinds
lot-edit = Wijzigen
lot-delete = Kavel verwijderen
lot-delete-text =
    { $count ->
        [one] Kavel { $code } en zijn { $shares } aandeel verdwijnen uit de mede-eigendom en uit haar sleutels.
       *[other] Kavel { $code } en zijn { $shares } aandelen verdwijnen uit de mede-eigendom en uit haar sleutels.
    }
lot-deleted = Kavel { $code } verwijderd.
timeline-title = Opeenvolgende eigenaars
timeline-current = huidig
timeline-since = Sinds { $from }
timeline-period = Van { $from } tot en met { $to }
timeline-none = Deze kavel heeft nog geen eigenaar. Vóór de ingebruikname is er een nodig.
sale-title = Verkoop registreren
sale-first = Toewijzen
sale-buyer = Koper
sale-buyer-missing = Kies een mede-eigenaar of maak hem aan.
sale-date = Datum van de authentieke akte
sale-date-hint = Eerste dag van de koper. { $name } blijft eigenaar tot en met de dag ervoor.
sale-record = Verkoop registreren
sale-first-record = Kavel toewijzen
sale-recorded = Kavel { $code } is van { $name } sinds { $date }.

## @owners
owners-lead =
    { $count ->
        [one] { $shown } mede-eigenaar bezit vandaag een kavel.
       *[other] { $shown } mede-eigenaars bezitten vandaag een kavel.
    }
owners-search = Een mede-eigenaar zoeken
owners-none = Geen enkele mede-eigenaar komt overeen met “{ $text }”.
owners-empty = Nog geen mede-eigenaars
owners-empty-text = Een mede-eigenaar is een persoon, een koppel, een onverdeeldheid, een vruchtgebruik met blote eigendom of een vennootschap. Elk heeft één rekening en één gestructureerde mededeling.
owners-name = Naam
owners-number = Nr.
owners-members = Personen
owners-lots = Kavels
owners-no-lot = geen
owners-more-lots =
    { $count ->
        [one] en { $count } andere
       *[other] en { $count } andere
    }
owners-shares = Aandelen
owners-mail = Verzending
owners-by-mail = E-mail
owners-by-post = Post
owners-language = Taal
owners-balance = Te betalen saldo
owner-new = Nieuwe mede-eigenaar
owner-new-named = Nieuwe mede-eigenaar “{ $name }”
owner-search = Naam van de mede-eigenaar
owner-create = Mede-eigenaar aanmaken
owner-kind = Wie is eigenaar van de kavel?
owner-kind-single = Eén persoon
owner-kind-single-hint = Alleen, in volle eigendom
owner-kind-couple = Een koppel
owner-kind-couple-hint = Elk voor de helft
owner-kind-undivided = Een onverdeeldheid
owner-kind-undivided-hint = Erfgenamen, vrienden: ieder een deel
owner-kind-split = Vruchtgebruik en blote eigendom
owner-kind-split-hint = De ene gebruikt, de andere erft
owner-kind-company = Een vennootschap
owner-kind-company-hint = BV, vzw, gemeente…
owner-representative = Wie vertegenwoordigt hen?
owner-representative-hint = De lasthebber krijgt de oproepingen en de oproepen tot provisies en stemt voor allen (art. 3.87, § 1, van het Burgerlijk Wetboek).
owner-representative-badge = Lasthebber
owner-representative-appoint = Als lasthebber aanduiden
owner-representative-changed = De lasthebber is gewijzigd: de volgende zendingen gaan naar hem.
owner-name = Weergegeven naam
owner-name-hint = Laat leeg voor de namen van de personen; nuttig voor een nalatenschap.
member-single = De persoon
member-company = De vennootschap
member-numbered = Persoon { $number }
member-usufruct = Vruchtgebruiker
member-usufruct-numbered = Vruchtgebruiker { $number }
member-bare = Blote eigenaar
member-bare-numbered = Blote eigenaar { $number }
member-known = Al ingevoerd?
member-new = Nieuwe persoon
member-remove = Verwijderen: { $who }
member-add = Persoon toevoegen
member-add-usufruct = Vruchtgebruiker
member-add-bare = Blote eigenaar
member-equal = Gelijke delen
member-part = Deel: { $who }
member-part-label = Deel
member-numerator = Teller
member-denominator = Noemer
member-person = Persoon
member-person-hint = Uit de personen van deze mede-eigendom.
member-person-search = Naam van de persoon
member-same-address = Zelfde adres als de eerste persoon
parts-all-ok = De delen zijn samen 1.
parts-all-missing = De delen zijn samen { $sum }: er ontbreekt { $rest }.
parts-all-over = De delen zijn samen { $sum }: { $rest } te veel.
parts-all-invalid = Vul de delen in, bijvoorbeeld 1/2.
parts-use-ok = Vruchtgebruik: de delen zijn samen 1.
parts-use-missing = Vruchtgebruik: de delen zijn samen { $sum }, er ontbreekt { $rest }.
parts-use-over = Vruchtgebruik: de delen zijn samen { $sum }, { $rest } te veel.
parts-use-invalid = Vruchtgebruik: vul de delen in, bijvoorbeeld 1/2.
parts-title-ok = Blote eigendom: de delen zijn samen 1.
parts-title-missing = Blote eigendom: de delen zijn samen { $sum }, er ontbreekt { $rest }.
parts-title-over = Blote eigendom: de delen zijn samen { $sum }, { $rest } te veel.
parts-title-invalid = Blote eigendom: vul de delen in, bijvoorbeeld 1/2.
person-last-name = Familienaam
person-first-name = Voornaam
person-company = Naam
person-company-number = KBO-nummer
person-email = E-mail
person-email-hint = Zonder e-mail worden de oproepen als pdf per post verstuurd: dan is het adres nodig.
person-phone = Telefoon
person-language = Taal van de brieven
person-iban = IBAN
person-edit = Persoon wijzigen
person-edit-named = { $name } wijzigen
person-edit-short = Wijzigen
person-privacy = Gegevens
person-saved = Gegevens opgeslagen.
person-no-contact = Geen e-mail, telefoon of adres
person-bce = KBO { $number }
owner-lead =
    { $count ->
        [one] Rekening nr. { $number } · { $count } persoon
       *[other] Rekening nr. { $number } · { $count } personen
    }
owner-statement = Rekeningoverzicht
owner-rename = Hernoemen
owner-rename-hint = Staat op de lijsten en op de volgende documenten; de personen houden hun naam.
owner-balance = Saldo
owner-balance-owed = verschuldigd aan de mede-eigendom
owner-balance-ahead = vooruitbetaald
owner-balance-even = niets te betalen
owner-communication = Vaste mededeling
owner-communication-hint = Voor een doorlopende opdracht: de betaling komt op deze rekening.
owner-copy = Kopiëren
owner-copied = Gekopieerd
owner-shares = Aandelen
owner-shares-of = van { $total }, { $lots ->
        [0] geen kavel
        [one] { $lots } kavel
       *[other] { $lots } kavels
    }
owner-members = Personen en rechten
owner-lots = Kavels in bezit vandaag
owner-lots-none = Deze mede-eigenaar bezit vandaag geen kavel. Wijs hem een kavel toe op de fiche van de kavel.
owner-lot-shares =
    { $count ->
        [one] { $shares } aandeel
       *[other] { $shares } aandelen
    }
right-full =
    { $whole ->
        [yes] Volle eigendom
       *[no] { $part } van de volle eigendom
    }
right-usufruct =
    { $whole ->
        [yes] Vruchtgebruik
       *[no] { $part } van het vruchtgebruik
    }
right-bare =
    { $whole ->
        [yes] Blote eigendom
       *[no] { $part } van de blote eigendom
    }

## @keys
title-key = Verdeelsleutel
title-key-new = Nieuwe sleutel
keys-lead = Elke uitgave en elke oproep wordt met een sleutel verdeeld. Een gebruikte sleutel wijzigt niet meer: hij krijgt een nieuwe versie vanaf een datum.
keys-empty = Nog geen bijzondere sleutel
keys-empty-text = Lift, blok A, garages, verwarming: maak een sleutel voor elke uitgave die slechts sommige kavels dragen, of die niet volgens de aandelen wordt verdeeld.
keys-need-lots = Een sleutel weegt kavels: voer ze eerst in.
key-code = Code
key-code-hint = Kort: LIFT, GAR…
key-name = Naam
key-name-hint = Zoals op de afrekeningen.
key-statutory = Statutair
key-from = Van kracht
key-always = Sinds het begin
key-always-hint = Geldt voor elke datum
key-since-date = Vanaf een datum
key-since-date-hint = Bijvoorbeeld na een algemene vergadering
key-applies = De sleutel geldt
key-first-day = Eerste dag
key-versions =
    { $count ->
        [one] { $count } versie
       *[other] { $count } versies
    }
key-state = Toestand
key-used = Gebruikt
key-free = Nog niet gebruikt
key-lots = Kavels
key-total = Totaal
key-new-lead = Geef elke kavel zijn gewicht. Een kavel zonder gewicht draagt niets.
key-create = Sleutel aanmaken
key-created = De sleutel “{ $name }” is aangemaakt.
key-lead = { $code } · totaal { $total } · { $lots ->
        [one] { $shown } kavel
       *[other] { $shown } kavels
    }
key-locked = Deze versie kan niet meer worden gewijzigd
key-locked-text = Er zijn bedragen mee verdeeld: de afrekeningen moeten verklaarbaar blijven. Maak voor andere gewichten een nieuwe versie vanaf een datum.
key-locked-statutory = De aandelen liggen vast sinds de ingebruikname. Een wijzigende akte wordt een nieuwe versie, met hetzelfde totaal.
key-draft-shares = Deze gewichten zijn de aandelen van de kavels
key-draft-shares-text = Zolang de mede-eigendom in voorbereiding is, verbetert u ze op de pagina van de kavels.
versions-title = Versies
version-from = Vanaf { $from }
version-until = Vóór { $to }
version-period = Van { $from } tot vóór { $to }
version-in-force = van kracht
version-to-come = toekomstig
version-new = Nieuwe versie
version-correct = Gewichten verbeteren
version-create = Versie aanmaken
version-created = De nieuwe versie is opgeslagen.
version-corrected = De gewichten zijn verbeterd.
version-first-day-hint = Bedragen van vóór die dag blijven verdeeld met de vorige versie.
version-first-day-after = Na { $date }, het begin van de vorige versie.
matrix-all =
    { $count ->
        [one] Ook de kavel zonder gewicht tonen
       *[other] Ook de { $shown } kavels zonder gewicht tonen
    }
matrix-change = Verschil
weights-title = Gewicht van de kavels
weights-hint = Kopieer een kolom in Excel en plak ze in het eerste vak; met twee kolommen (code en gewicht) speelt de volgorde geen rol. De knoppen werken op de getoonde kavels.
weights-shares = Zoals de aandelen
weights-equal = 1 per kavel
weights-clear = Leegmaken
weights-undo = Ongedaan maken
weights-filter = Filteren: code, aard, mede-eigenaar
weights-weight = Gewicht
weights-part = Deel
weights-of = Gewicht van kavel { $code }
weights-count =
    { $count ->
        [one] { $shown } kavel van { $total }
       *[other] { $shown } kavels van { $total }
    }
weights-pasted =
    { $count ->
        [one] { $shown } gewicht geplakt.
       *[other] { $shown } gewichten geplakt.
    }
weights-unknown = Onbekende codes, overgeslagen: { $codes }.
weights-unreadable = Onleesbaar gewicht (een geheel getal is nodig): { $codes }.
weights-beyond =
    { $count ->
        [one] { $count } rij viel buiten de lijst van de kavels.
       *[other] { $count } rijen vielen buiten de lijst van de kavels.
    }
weights-expected = Het totaal moet { $expected } blijven: { $side ->
        [missing] er ontbreekt { $by }
       *[over] { $by } te veel
    }.

## @import
import-lead = Kavels, mede-eigenaars en sleutels, uit het bestand van uw vorige programma. Er wordt niets geschreven voor u hebt gezien wat er wijzigt.
import-not-allowed = Met uw rol kunt u niet importeren. Vraag het aan de beheerder van het kantoor.
import-drop = Zet hier het bestand met de kavels neer, één rij per kavel
import-drop-hint = CSV of Excel (.xlsx), hoogstens 10 MB. Codering en scheidingsteken worden herkend.
import-how = Hoe het verloopt
import-how-columns = U bevestigt wat elke kolom betekent.
import-how-check = Een proefrun toont elke fout en elk verschil.
import-how-undo = U importeert in één keer, en kunt daarna ongedaan maken.
import-template = Een model downloaden
import-past = Vorige imports
import-file = Bestand
import-status = Toestand
import-rows = Rijen
import-created = Opgeladen op
import-status-uploaded = Aan te vullen
import-status-checking = Controle bezig
import-status-checked = Gecontroleerd
import-status-committing = Import bezig
import-status-committed = Geïmporteerd
import-status-undone = Ongedaan gemaakt
import-status-failed = Onderbroken
import-file-rows =
    { $count ->
        [one] { $shown } rij, { $columns } kolommen
       *[other] { $shown } rijen, { $columns } kolommen
    }
import-other = Ander bestand
import-steps = Stappen van de import
import-step-file = Bestand
import-step-columns = Kolommen
import-step-check = Controle
import-step-done = Geïmporteerd
mapping-title = Wat staat er in elke kolom?
mapping-lead = Herkende titels zijn al gekoppeld. De kavelcode en de aandelen zijn nodig; negeer wat u niet nodig hebt.
mapping-missing =
    { $count ->
        [one] Er ontbreekt een kolom voor: { $fields }.
       *[other] Er ontbreken kolommen voor: { $fields }.
    }
mapping-column = Kolom van het bestand
mapping-samples = Voorbeelden
mapping-target = Betekent
mapping-target-of = Betekenis van kolom { $column }
mapping-key-name = Naam van de sleutel van kolom { $column }
mapping-unnamed = Kolom { $number }
mapping-no-sample = leeg
mapping-twice = Een andere kolom heeft dezelfde betekenis: negeer een van beide.
mapping-check = Bestand controleren
mapping-used =
    { $count ->
        [one] { $used } van { $total } kolom gebruikt
       *[other] { $used } van { $total } kolommen gebruikt
    }
target-group-lot = Kavel
target-group-owner = Mede-eigenaar
target-group-key = Verdeelsleutel
target-ignore = Negeren
target-lot-code = Kavelcode
target-nature = Aard
target-description = Omschrijving
target-floor = Verdieping
target-shares = Aandelen
target-owner-name = Naam eigenaar
target-owner-first-name = Voornaam eigenaar
target-owner-email = E-mail
target-owner-phone = Telefoon
target-owner-language = Taal
target-owner-street = Straat en nummer
target-owner-postal-code = Postcode
target-owner-city = Gemeente
target-owner-country = Land
target-owner-company-number = KBO-nummer
target-owned-from = Eigenaar sinds
target-key = Sleutel { $name }
target-key-weights = Gewichten van een sleutel…
template-file = model-import-kavels.csv
template-key = Lift
template-description = Appartement met twee slaapkamers
template-last-name = Naam
template-first-name = Voornaam
template-language = nl
template-street = Voorbeeldstraat 1
template-city = Brussel
running-check = Bestand controleren
running-commit = Importeren
running-rows =
    { $count ->
        [one] { $done } van { $total } rij
       *[other] { $done } van { $total } rijen
    }
running-leave = U kunt deze pagina verlaten: het werk gaat door op de server.
running-stuck = Er beweegt al een minuut niets
running-stuck-text = De server heeft misschien veel werk. Uw bestand is niet verloren.
running-wait = Nog wachten
import-failed = De import is onderbroken
import-failed-text = Er is niets half geschreven. Controleer opnieuw; gebeurt het weer, laad het bestand dan opnieuw op.
check-errors =
    { $count ->
        [one] { $shown } cel te verbeteren
       *[other] { $shown } cellen te verbeteren
    }
check-errors-text = Verbeter ze in uw bestand en laad het opnieuw op, of wijzig de betekenis van een kolom. Er is niets geschreven.
check-errors-more =
    { $count ->
        [one] En { $shown } andere, te bekijken zodra deze zijn verbeterd.
       *[other] En { $shown } andere, te bekijken zodra deze zijn verbeterd.
    }
check-row = Rij
check-column = Kolom
check-whole-row = De hele rij
check-message = Te doen
check-commit = Importeren
check-again = Het verbeterde bestand opladen
check-remap = Kolommen herzien
summary-title-will = Wat de import zal wijzigen
summary-title-done = Wat de import heeft gewijzigd
summary-title-partial = Wat de juiste rijen zouden opleveren
summary-lots-new =
    { $count ->
        [one] nieuwe kavel
       *[other] nieuwe kavels
    }
summary-lots-changed =
    { $count ->
        [one] gewijzigde kavel
       *[other] gewijzigde kavels
    }
summary-lots-same =
    { $count ->
        [one] ongewijzigde kavel
       *[other] ongewijzigde kavels
    }
summary-owners-new =
    { $count ->
        [one] nieuwe mede-eigenaar
       *[other] nieuwe mede-eigenaars
    }
summary-owners-matched =
    { $count ->
        [one] herkende mede-eigenaar
       *[other] herkende mede-eigenaars
    }
summary-shares-note = Importeren kan; de ingebruikname wacht tot het totaal klopt.
summary-keys = Verdeelsleutels
summary-key-new = nieuw
summary-key-total = totaal { $total }
commit-title = Dit bestand importeren?
commit-text = “{ $file }”: { $acts }.
commit-nothing = Dit bestand wijzigt niets aan de mede-eigendom.
commit-undo = U kunt het een tijdlang ongedaan maken, zolang niets op de nieuwe gegevens steunt.
commit-lots-new =
    { $count ->
        [one] { $shown } nieuwe kavel
       *[other] { $shown } nieuwe kavels
    }
commit-lots-changed =
    { $count ->
        [one] { $shown } gewijzigde kavel
       *[other] { $shown } gewijzigde kavels
    }
commit-owners-new =
    { $count ->
        [one] { $shown } nieuwe mede-eigenaar
       *[other] { $shown } nieuwe mede-eigenaars
    }
commit-keys =
    { $count ->
        [one] { $shown } sleutel
       *[other] { $shown } sleutels
    }
done-title = Het bestand is geïmporteerd
done-undo-until = U kunt het ongedaan maken tot { $until }.
done-undo-over = De termijn om ongedaan te maken is voorbij.
done-undo = Import ongedaan maken
done-undone = De import is ongedaan gemaakt
done-undone-text = De mede-eigendom is weer zoals vóór dit bestand.
done-lots = Kavels bekijken
done-again = Een ander bestand importeren
undo-text = Alles wat “{ $file }” heeft gemaakt of gewijzigd, wordt zoals voorheen; { $lots ->
        [0] er was geen kavel gemaakt
        [one] { $shown } kavel verdwijnt
       *[other] { $shown } kavels verdwijnen
    }.

## @settings
settings-lead = De identiteit van het gebouw zoals ze op de oproepen en de afrekeningen staat.
settings-identity = Identiteit
settings-identity-text = Naam en adres van de vereniging van mede-eigenaars, zoals in de Kruispuntbank van Ondernemingen.
settings-name = Naam van de mede-eigendom
settings-company-number = KBO-nummer
settings-company-number-hint = De wet wil het op elk document.
settings-language = Taal van de documenten
settings-language-hint = Standaard; elke mede-eigenaar houdt de zijne.
settings-shares = Aandelen
settings-shares-text = De noemer van de basisakte. Hij wordt definitief bij de ingebruikname.
settings-shares-frozen = De noemer is definitief sinds de ingebruikname: wijzigen vraagt een akte en eenparigheid (art. 3.88, § 3, van het Burgerlijk Wetboek).
settings-shares-total = Totaal van de aandelen
settings-shares-assigned = De kavels tellen er vandaag { $assigned }.
settings-bank = Bankrekeningen
settings-bank-text = Twee aparte rekeningen op naam van de vereniging: werkkapitaal en reservekapitaal (art. 3.86, § 3, van het Burgerlijk Wetboek). Ze staan op de oproepen en in de QR-code.
settings-working-iban = Zichtrekening (werkkapitaal)
settings-reserve-iban = Reserverekening
settings-saved = Instellingen opgeslagen.
settings-discard = Wijzigingen ongedaan maken
settings-unsaved = Niet-opgeslagen wijzigingen
settings-state = Ingebruikname
settings-state-draft = De mede-eigendom is in voorbereiding: er vertrekt nog niets naar de mede-eigenaars. De ingebruikname gebeurt vanaf het overzicht, zodra de aandelen volledig zijn en elke kavel een eigenaar heeft.
settings-state-active = De mede-eigendom is in beheer sinds { $date }. Het totaal en de aandelen van de kavels liggen vast; oproepen en boekingen worden niet gewist maar met andere boekingen verbeterd.
settings-to-overview = Bekijken wat ontbreekt
settings-state-closed = De mede-eigendom is afgesloten sinds { $date }: { $reason }. Ze wordt niet meer gefactureerd en kan geraadpleegd en geëxporteerd worden.
closing-mandate-ended = Mandaat beëindigd
closing-building-sold = Gebouw verkocht
closing-created-by-mistake = Per vergissing aangemaakt
closing-other = Andere reden
closing-title = Afsluiten
closing-lead = Wanneer uw mandaat eindigt zonder volgende syndicus op KoproGo.
closing-read = Niemand van uw kantoor schrijft er nog in; alles blijft te raadplegen en te exporteren. De mede-eigenaars behouden hun toegang.
closing-billed = Ze telt nog mee voor vandaag en wordt vanaf morgen niet meer gefactureerd.
closing-law = Het dossier wordt binnen dertig dagen na het einde van het mandaat overgedragen aan de nieuwe syndicus of, bij gebrek daaraan, aan de voorzitter van de laatste algemene vergadering (art. 3.89, § 5, 7°, Burgerlijk Wetboek): exporteer het.
closing-transfer = Gebruikt de nieuwe syndicus KoproGo? Wissel van syndicus: hij krijgt de volledige geschiedenis.
closing-to-transfer = Wissel van syndicus
closing-do = Mede-eigendom afsluiten
closing-reason = Reden
closing-note = Opmerking
closing-type = Typ « { $name } » om te bevestigen
closing-done = { $name } is afgesloten.
reopening-do = Heropenen
reopening-text = De mede-eigendom wordt weer wat ze was. Was ze in beheer, dan wordt ze vanaf morgen gefactureerd.
reopening-done = { $name } is heropend.
years-title = Boekjaren
years-text = Een boekjaar afsluiten verbiedt elke boeking op een datum van dat jaar. Dat doet de boekhouder, zodra de rekeningen zijn goedgekeurd.
years-period = { $from } – { $to }
years-open = Open
years-closed = Afgesloten
years-close = Afsluiten
years-close-named = Boekjaar { $year } afsluiten
years-closed-done = Boekjaar { $year } is afgesloten.
close-text = Geen enkele factuur, oproep of betaling kan nog worden geboekt op een datum tussen { $from } en { $to }.
close-final = Een afgesloten boekjaar gaat niet meer open.
close-running = Dit boekjaar loopt nog tot { $to }.
close-type = Typ { $year } om te bevestigen
close-type-wrong = Typ precies { $year }.
