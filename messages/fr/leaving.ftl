## Dossier remis au syndic sortant, données d’une personne

handover-title = Dossier de la copropriété { $copro }
handover-intro = Dossier remis par { $from }, syndic sortant, pour { $to }, syndic choisi par l’assemblée générale du { $decided }. État au { $made }.
handover-export-intro = Copie de toutes les données, faite à la demande de { $from }, syndic. État au { $made }.
handover-law = Le syndic sortant transmet à son successeur, dans les trente jours de la fin de son mandat, l’ensemble du dossier de la gestion, y compris la comptabilité et les actifs dont il avait la gestion (art. 3.89, § 5, 7°, du Code civil).
handover-totals = Chiffres de contrôle
handover-tables = Registres et comptabilité
handover-statements = Comptes des copropriétaires
handover-vouchers = Pièces et documents
handover-checks = Vérifier ce dossier
handover-statements-where =
    { $count ->
        [one] Un extrait de compte, dans le dossier statements.
       *[other] { $count } extraits de compte, dans le dossier statements, un par numéro de compte.
    }
handover-vouchers-where =
    { $count ->
        [one] Une pièce.
       *[other] { $count } pièces, avec les dépenses et appels qui s’y appuient.
    }
handover-checks-how = SHA256SUMS contient l’empreinte de chaque fichier ; « sha256sum -c SHA256SUMS » les vérifie toutes. La somme de data/entry_lines.csv vaut zéro : chaque écriture est équilibrée.
handover-total-ledger = Somme du grand livre
handover-total-owners = Dû par les copropriétaires
handover-total-bank = Avoirs en banque
handover-total-called = Appelé
handover-total-received = Reçu
handover-total-expenses = Dépensé
handover-readme = Contenu du dossier
handover-readme-formats = Tous les textes sont en UTF-8. Les fichiers CSV suivent la RFC 4180 : virgules, première ligne avec les noms de colonnes, valeur absente vide. Les fichiers JSON contiennent une liste d’objets avec les mêmes noms. Les montants sont des entiers en cents, les dates suivent ISO 8601, les identifiants sont des UUID.
handover-readme-ledger = Dans entry_lines, un montant positif est un débit, un négatif un crédit. Chaque écriture (entries) renvoie par voucher_kind et voucher_id à la dépense, à l’appel ou au paiement qui la fonde, et chaque dépense par file_id à sa pièce.
handover-readme-audit = Le journal des opérations, un objet JSON par ligne, dans l’ordre de la chaîne : qui a fait quoi, quand, avant et après. prev est l’empreinte du maillon précédent, hash celle de celui-ci ; une ligne effacée laisse son empreinte.
handover-readme-manifest = Les chiffres de contrôle, le nombre de lignes de chaque table et la liste des pièces avec leur empreinte SHA-256.
handover-readme-left-out = Ce que le dossier ne contient pas

handover-table-copro = La copropriété
handover-table-lots = Lots
handover-table-persons = Personnes
handover-table-erasures = Effacements de données personnelles
handover-table-owners = Copropriétaires
handover-table-owner-members = Titulaires de droits
handover-table-ownerships = Périodes de propriété
handover-table-keys = Clés de répartition
handover-table-key-versions = Versions des clés
handover-table-key-weights = Quotités par clé
handover-table-fiscal-years = Exercices
handover-table-entries = Écritures
handover-table-entry-lines = Lignes d’écriture
handover-table-suppliers = Fournisseurs
handover-table-expenses = Dépenses
handover-table-expense-shares = Répartition des dépenses
handover-table-calls = Appels de fonds
handover-table-notices = Avis d’appel
handover-table-call-shares = Répartition des appels
handover-table-receipts = Paiements reçus
handover-table-files = Pièces et documents
handover-table-counters = Numérotation
handover-table-imports = Imports

privacy-erased-name = Personne effacée n° { $number }
privacy-export-title = Ce que { $copro } conserve sur { $name }
privacy-export-intro = Cette page reprend toutes les données conservées sur vous dans cette copropriété ; data.json les contient dans un format lisible par un programme (art. 15 et 20 du RGPD).
privacy-export-your-rights = L’association des copropriétaires est responsable de ces données, son syndic les traite pour elle. Vous pouvez demander leur correction ou leur effacement au syndic, et introduire une plainte auprès de l’Autorité de protection des données.
privacy-export-nothing = Rien.
privacy-export-identity = Identité et coordonnées
privacy-export-rights = Droits et compte
privacy-export-lots = Lots
privacy-export-notices = Appels de fonds et lettres
privacy-export-movements = Mouvements du compte
privacy-export-imports = Imports qui vous citent
privacy-export-log = Journal
privacy-kept-ledger = Écritures et pièces comptables
privacy-kept-letters = Appels de fonds et lettres
privacy-kept-ownership = Périodes de propriété
privacy-kept-audit = Journal des opérations
