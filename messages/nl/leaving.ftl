## Dossier voor de uittredende syndicus, gegevens van een persoon

handover-title = Dossier van de mede-eigendom { $copro }
handover-intro = Dossier overgedragen door { $from }, uittredend syndicus, voor { $to }, syndicus gekozen door de algemene vergadering van { $decided }. Toestand op { $made }.
handover-export-intro = Kopie van alle gegevens, gemaakt op vraag van { $from }, syndicus. Toestand op { $made }.
handover-law = De uittredende syndicus bezorgt zijn opvolger, binnen dertig dagen na het einde van zijn mandaat, het volledige dossier van het beheer, met inbegrip van de boekhouding en de activa die hij beheerde (art. 3.89, § 5, 7°, BW).
handover-totals = Controlecijfers
handover-tables = Registers en boekhouding
handover-statements = Rekeningen van de mede-eigenaars
handover-vouchers = Stukken en documenten
handover-checks = Dit dossier controleren
handover-statements-where =
    { $count ->
        [one] Eén rekeningoverzicht, in de map statements.
       *[other] { $count } rekeningoverzichten, in de map statements, één per rekeningnummer.
    }
handover-vouchers-where =
    { $count ->
        [one] Eén stuk.
       *[other] { $count } stukken, met de uitgaven en oproepen die erop steunen.
    }
handover-checks-how = SHA256SUMS bevat de controlesom van elk bestand; ‘sha256sum -c SHA256SUMS’ controleert ze allemaal. De som van data/entry_lines.csv is nul: elke boeking is in evenwicht.
handover-total-ledger = Som van het grootboek
handover-total-owners = Verschuldigd door de mede-eigenaars
handover-total-bank = Banktegoeden
handover-total-called = Opgevraagd
handover-total-received = Ontvangen
handover-total-expenses = Uitgegeven
handover-readme = Inhoud van het dossier
handover-readme-formats = Alle teksten zijn in UTF-8. CSV-bestanden volgen RFC 4180: komma’s, eerste regel met de kolomnamen, ontbrekende waarde leeg. JSON-bestanden bevatten een lijst van objecten met dezelfde namen. Bedragen zijn gehele getallen in cent, datums volgen ISO 8601, identificaties zijn UUID’s.
handover-readme-ledger = In entry_lines is een positief bedrag een debet, een negatief een credit. Elke boeking (entries) verwijst met voucher_kind en voucher_id naar de uitgave, oproep of betaling waarop ze steunt, en elke uitgave met file_id naar haar stuk.
handover-readme-audit = Het logboek, één JSON-object per regel, in de volgorde van de keten: wie wat deed, wanneer, voor en na. prev is de controlesom van de vorige schakel, hash die van deze; een gewiste regel laat zijn controlesom na.
handover-readme-manifest = De controlecijfers, het aantal regels van elke tabel en de lijst van de stukken met hun SHA-256.
handover-readme-left-out = Wat het dossier niet bevat

handover-table-copro = De mede-eigendom
handover-table-lots = Kavels
handover-table-persons = Personen
handover-table-erasures = Gewiste persoonsgegevens
handover-table-owners = Mede-eigenaars
handover-table-owner-members = Houders van rechten
handover-table-ownerships = Eigendomsperiodes
handover-table-keys = Verdeelsleutels
handover-table-key-versions = Versies van de sleutels
handover-table-key-weights = Aandelen per sleutel
handover-table-fiscal-years = Boekjaren
handover-table-entries = Boekingen
handover-table-entry-lines = Boekingslijnen
handover-table-suppliers = Leveranciers
handover-table-expenses = Uitgaven
handover-table-expense-shares = Verdeling van de uitgaven
handover-table-calls = Oproepen tot provisies
handover-table-notices = Oproepingsberichten
handover-table-call-shares = Verdeling van de oproepen
handover-table-receipts = Ontvangen betalingen
handover-table-files = Stukken en documenten
handover-table-counters = Nummering
handover-table-imports = Imports

privacy-erased-name = Gewiste persoon nr. { $number }
privacy-export-title = Wat { $copro } over { $name } bewaart
privacy-export-intro = Deze pagina bevat alle gegevens die over u in deze mede-eigendom worden bewaard; data.json bevat ze in een vorm die een programma kan lezen (art. 15 en 20 AVG).
privacy-export-your-rights = De vereniging van mede-eigenaars is verantwoordelijk voor deze gegevens, haar syndicus verwerkt ze voor haar. U kunt de syndicus vragen ze te verbeteren of te wissen, en klacht indienen bij de Gegevensbeschermingsautoriteit.
privacy-export-nothing = Niets.
privacy-export-identity = Identiteit en contactgegevens
privacy-export-rights = Rechten en rekening
privacy-export-lots = Kavels
privacy-export-notices = Oproepen en brieven
privacy-export-movements = Bewegingen van de rekening
privacy-export-imports = Imports die u vermelden
privacy-export-log = Logboek
privacy-kept-ledger = Boekingen en boekhoudstukken
privacy-kept-letters = Oproepen tot provisies en brieven
privacy-kept-ownership = Eigendomsperiodes
privacy-kept-audit = Logboek van de verrichtingen
