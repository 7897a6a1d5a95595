# Auditlogboek.

## @audit
title-audit = Auditlogboek
audit-lead-copro = Wie wat wijzigde in dit gebouw, en wanneer. Niets kan er gewijzigd of verwijderd worden.
audit-lead-firm = Wie wat wijzigde in het kantoor: team, uitnodigingen, sleutels, instellingen.
audit-filters = Filters
audit-from = Van
audit-to = Tot
audit-object = Onderwerp
audit-everything = Alles
audit-clear = Filters wissen
audit-export = Exporteren
audit-exported = De export staat bij uw downloads.
audit-narrowed = Er wordt maar één persoon of onderwerp getoond.
audit-none = Niets voor deze filters
audit-none-text = Verruim de periode of kies een ander onderwerp.
audit-empty = Nog niets
audit-empty-text = Elke wijziging komt hier vanzelf te staan.
audit-insert =
    { $count ->
        [one] aangemaakt
       *[other] { $shown } aangemaakt
    }
audit-update =
    { $count ->
        [one] gewijzigd
       *[other] { $shown } gewijzigd
    }
audit-delete =
    { $count ->
        [one] verwijderd
       *[other] { $shown } verwijderd
    }
audit-erase =
    { $count ->
        [one] gewist
       *[other] { $shown } gewist
    }
audit-actor-login = Met de hand, in de database
audit-actor-user = Persoon
audit-actor-key = API-sleutel
audit-actor-platform = Automatisch
audit-actor-operator = Ondersteuning KoproGo
audit-field = Veld
audit-before = Voordien
audit-after = Nadien
audit-nothing = leeg
audit-no-change = Geen leesbaar veld is gewijzigd.
audit-more-rows =
    { $count ->
        [one] en { $shown } andere regel
       *[other] en { $shown } andere regels
    }
audit-erased = De details zijn gewist op vraag van een persoon. De inschrijving en haar bewijs blijven.
audit-seq = Inschrijving nr. { $seq }
audit-same-actor = Alles van deze auteur
audit-same-action = Al deze acties
audit-same-object = Geschiedenis hiervan
audit-object-copro = Mede-eigendom
audit-object-erasures = Wissing van gegevens
audit-object-copros = Mede-eigendom
audit-object-lots = Kavel
audit-object-persons = Persoon
audit-object-owners = Mede-eigenaar
audit-object-owner-members = Lid van een mede-eigenaar
audit-object-ownerships = Eigendom van een kavel
audit-object-keys = Verdeelsleutel
audit-object-key-versions = Versie van een sleutel
audit-object-key-weights = Gewicht van een sleutel
audit-object-imports = Import
audit-object-files = Bestand
audit-object-suppliers = Leverancier
audit-object-expenses = Factuur
audit-object-calls = Oproep
audit-object-notices = Oproepbrief
audit-object-receipts = Ontvangst
audit-object-entries = Boeking
audit-object-entry-lines = Boekingsregel
audit-object-fiscal-years = Boekjaar
audit-object-members = Toegang
audit-object-assignments = Toewijzing van gebouw
audit-object-invitations = Uitnodiging
audit-object-api-keys = API-sleutel
audit-object-firms = Kantoor
audit-object-transfers = Overdracht
audit-object-handovers = Overdrachtsdossier
audit-object-support-windows = Toegang voor ondersteuning
audit-object-support-statements = Raadpleging door ondersteuning
audit-object-quota-overrides = Toegekend quotum
audit-object-billing-instructions = Instructie van het platform over de rekening
audit-object-jobs = Taak
audit-object-mails = E-mail
