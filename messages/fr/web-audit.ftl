# Journal d’audit.

## @audit
title-audit = Journal d’audit
audit-lead-copro = Qui a changé quoi dans cet immeuble, et quand. Rien ne s’y modifie ni ne s’y retire.
audit-lead-firm = Qui a changé quoi dans le bureau : équipe, invitations, clés, paramètres.
audit-filters = Filtres
audit-from = Du
audit-to = Au
audit-object = Objet
audit-everything = Tout
audit-clear = Effacer les filtres
audit-export = Exporter
audit-exported = L’export est dans vos téléchargements.
audit-narrowed = Une seule personne ou un seul objet est affiché.
audit-none = Rien pour ces filtres
audit-none-text = Élargissez la période ou choisissez un autre objet.
audit-empty = Rien encore
audit-empty-text = Chaque changement s’inscrira ici de lui-même.
audit-insert =
    { $count ->
        [one] · création
       *[other] · { $shown } créations
    }
audit-update =
    { $count ->
        [one] · modification
       *[other] · { $shown } modifications
    }
audit-delete =
    { $count ->
        [one] · suppression
       *[other] · { $shown } suppressions
    }
audit-erase =
    { $count ->
        [one] · effacement
       *[other] · { $shown } effacements
    }
audit-actor-login = À la main, en base
audit-actor-user = Personne
audit-actor-key = Clé d’API
audit-actor-platform = Automatique
audit-actor-operator = Support KoproGo
audit-field = Champ
audit-before = Avant
audit-after = Après
audit-nothing = vide
audit-no-change = Aucun champ lisible n’a changé.
audit-more-rows =
    { $count ->
        [one] et { $shown } autre ligne
       *[other] et { $shown } autres lignes
    }
audit-erased = Les détails ont été effacés à la demande d’une personne. L’inscription et sa preuve restent.
audit-seq = Inscription n° { $seq }
audit-same-actor = Tout de cet auteur
audit-same-action = Toutes ces actions
audit-same-object = Histoire de cet objet
audit-object-copro = Copropriété
audit-object-erasures = Effacement de données
audit-object-copros = Copropriété
audit-object-lots = Lot
audit-object-persons = Personne
audit-object-owners = Copropriétaire
audit-object-owner-members = Membre d’un copropriétaire
audit-object-ownerships = Propriété d’un lot
audit-object-keys = Clé de répartition
audit-object-key-versions = Version d’une clé
audit-object-key-weights = Poids d’une clé
audit-object-imports = Importation
audit-object-files = Fichier
audit-object-suppliers = Fournisseur
audit-object-expenses = Facture
audit-object-calls = Appel de fonds
audit-object-notices = Avis d’appel
audit-object-receipts = Encaissement
audit-object-entries = Écriture
audit-object-entry-lines = Ligne d’écriture
audit-object-fiscal-years = Exercice
audit-object-members = Accès
audit-object-assignments = Attribution d’immeuble
audit-object-invitations = Invitation
audit-object-api-keys = Clé d’API
audit-object-firms = Bureau
audit-object-transfers = Transfert
audit-object-handovers = Dossier de transfert
audit-object-support-windows = Accès du support
audit-object-support-statements = Consultation du support
audit-object-quota-overrides = Quota accordé
audit-object-billing-instructions = Instruction de la plateforme sur le compte
audit-object-jobs = Tâche
audit-object-mails = E-mail
