# Lots, copropriétaires, clés, importation, paramètres. Chaque section est chargée avec ses écrans ; « registry » l’est avec tous.

## @registry
nature-apartment = Appartement
nature-studio = Studio
nature-house = Maison
nature-office = Bureau
nature-shop = Commerce
nature-garage = Garage
nature-parking = Emplacement
nature-cellar = Cave
nature-other = Autre
registry-lot = Lot
registry-shares = Quotités
registry-shares-unit = quotités
registry-import = Importer
registry-import-file = Importer un fichier
lot-code = Code
lot-nature = Nature
lot-floor = Étage
lot-description = Description
lot-shares = Quotités
lot-owner = Copropriétaire
lot-title = Lot { $code }
shares-of = { $assigned } sur { $total }
shares-meter = Quotités attribuées
shares-exact = Le compte y est
shares-missing =
    { $count ->
        [one] Il manque { $by } quotité
       *[other] Il manque { $by } quotités
    }
shares-over =
    { $count ->
        [one] { $by } quotité de trop
       *[other] { $by } quotités de trop
    }
person-street = Rue et numéro
person-postal-code = Code postal
person-city = Commune
person-country = Pays

## @lots
lots-lead-draft = Encodez les lots de l’acte de base. Leurs quotités doivent former exactement le total avant la mise en gestion.
lots-lead = Les quotités sont celles de l’acte de base ; depuis la mise en gestion, elles ne changent que par une nouvelle version de la clé statutaire.
lots-search = Code, description ou copropriétaire
lots-none = Aucun lot ne correspond à « { $text } ».
lots-count =
    { $count ->
        [one] { $shown } lot
       *[other] { $shown } lots
    }
lots-found =
    { $count ->
        [one] { $shown } lot trouvé
       *[other] { $shown } lots trouvés
    }
lots-no-owner = Sans copropriétaire
lots-empty = Aucun lot pour l’instant
lots-empty-text = Le plus rapide : le fichier CSV ou Excel de votre ancien programme. À la main, un lot demande son code et ses quotités ; il faut arriver à { $total }.
lot-new = Ajouter un lot
lot-add = Ajouter
lot-add-another = Ajouter et continuer
lot-added = Lot { $code } ajouté.
lot-code-hint = Comme dans l’acte : A12, G3…
lot-shares-frozen = Figées depuis la mise en gestion.
lot-shares-left =
    { $count ->
        [one] Reste à attribuer : { $by } quotité.
       *[other] Reste à attribuer : { $by } quotités.
    }
lot-shares-none = Toutes les quotités sont attribuées.
lot-shares-over =
    { $count ->
        [one] Les lots comptent déjà { $by } quotité de trop.
       *[other] Les lots comptent déjà { $by } quotités de trop.
    }
lot-owner-hint = Peut attendre ; il en faudra un avant la mise en gestion.
lot-owned-from = Copropriétaire depuis le
lot-since = Depuis le
lot-edit = Modifier
lot-delete = Supprimer le lot
lot-delete-text =
    { $count ->
        [one] Le lot { $code } et sa { $shares } quotité disparaissent de la copropriété et de ses clés.
       *[other] Le lot { $code } et ses { $shares } quotités disparaissent de la copropriété et de ses clés.
    }
lot-deleted = Lot { $code } supprimé.
timeline-title = Copropriétaires successifs
timeline-current = actuel
timeline-since = Depuis le { $from }
timeline-period = Du { $from } au { $to }
timeline-none = Ce lot n’appartient encore à personne. Il lui faut un copropriétaire avant la mise en gestion.
sale-title = Acter une vente
sale-first = Attribuer
sale-buyer = Acquéreur
sale-buyer-missing = Choisissez un copropriétaire ou créez-le.
sale-date = Date de l’acte authentique
sale-date-hint = Premier jour de l’acquéreur. { $name } reste propriétaire jusqu’à la veille.
sale-record = Acter la vente
sale-first-record = Attribuer le lot
sale-recorded = Le lot { $code } appartient à { $name } depuis le { $date }.

## @owners
owners-lead =
    { $count ->
        [one] { $shown } copropriétaire détient un lot aujourd’hui.
       *[other] { $shown } copropriétaires détiennent un lot aujourd’hui.
    }
owners-search = Chercher un copropriétaire
owners-none = Aucun copropriétaire ne correspond à « { $text } ».
owners-empty = Aucun copropriétaire pour l’instant
owners-empty-text = Un copropriétaire, c’est une personne, un couple, une indivision, un usufruit avec sa nue-propriété ou une société. Chacun a un seul compte et une communication structurée.
owners-name = Nom
owners-number = N°
owners-members = Personnes
owners-lots = Lots
owners-no-lot = aucun
owners-more-lots =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
owners-shares = Quotités
owners-mail = Envoi
owners-by-mail = E-mail
owners-by-post = Courrier
owners-language = Langue
owners-balance = Solde dû
owner-new = Nouveau copropriétaire
owner-new-named = Nouveau copropriétaire « { $name } »
owner-search = Nom du copropriétaire
owner-create = Créer le copropriétaire
owner-kind = Qui détient le lot ?
owner-kind-single = Une personne
owner-kind-single-hint = Seule, en pleine propriété
owner-kind-couple = Un couple
owner-kind-couple-hint = Chacun pour moitié
owner-kind-undivided = Une indivision
owner-kind-undivided-hint = Héritiers, amis : chacun sa part
owner-kind-split = Usufruit et nue-propriété
owner-kind-split-hint = L’un en jouit, l’autre en hérite
owner-kind-company = Une société
owner-kind-company-hint = SRL, ASBL, commune…
owner-representative = Qui les représente ?
owner-representative-hint = Le mandataire reçoit les convocations et les appels de fonds, et vote pour tous (art. 3.87, § 1er, du Code civil).
owner-representative-badge = Mandataire
owner-representative-appoint = Désigner mandataire
owner-representative-changed = Le mandataire a changé : les prochains envois lui seront adressés.
owner-name = Nom affiché
owner-name-hint = Laissez vide pour le nom des personnes ; utile pour une succession.
member-single = La personne
member-company = La société
member-numbered = Personne { $number }
member-usufruct = Usufruitier
member-usufruct-numbered = Usufruitier { $number }
member-bare = Nu-propriétaire
member-bare-numbered = Nu-propriétaire { $number }
member-known = Déjà encodé ?
member-new = Nouvelle personne
member-remove = Retirer : { $who }
member-add = Ajouter une personne
member-add-usufruct = Usufruitier
member-add-bare = Nu-propriétaire
member-equal = Parts égales
member-part = Part : { $who }
member-part-label = Part
member-numerator = Numérateur
member-denominator = Dénominateur
member-person = Personne
member-person-hint = Parmi celles de cette copropriété.
member-person-search = Nom de la personne
member-same-address = Même adresse que la première personne
parts-all-ok = Les parts font 1.
parts-all-missing = Les parts font { $sum } : il manque { $rest }.
parts-all-over = Les parts font { $sum } : { $rest } de trop.
parts-all-invalid = Complétez les parts, par exemple 1/2.
parts-use-ok = Usufruit : les parts font 1.
parts-use-missing = Usufruit : les parts font { $sum }, il manque { $rest }.
parts-use-over = Usufruit : les parts font { $sum }, { $rest } de trop.
parts-use-invalid = Usufruit : complétez les parts, par exemple 1/2.
parts-title-ok = Nue-propriété : les parts font 1.
parts-title-missing = Nue-propriété : les parts font { $sum }, il manque { $rest }.
parts-title-over = Nue-propriété : les parts font { $sum }, { $rest } de trop.
parts-title-invalid = Nue-propriété : complétez les parts, par exemple 1/2.
person-last-name = Nom
person-first-name = Prénom
person-company = Dénomination
person-company-number = Numéro BCE
person-email = E-mail
person-email-hint = Sans e-mail, les appels partent en PDF à poster : l’adresse est alors nécessaire.
person-phone = Téléphone
person-language = Langue des courriers
person-iban = IBAN
person-edit = Modifier la personne
person-edit-named = Modifier { $name }
person-edit-short = Modifier
person-privacy = Données
person-saved = Coordonnées enregistrées.
person-no-contact = Ni e-mail, ni téléphone, ni adresse
person-bce = BCE { $number }
owner-lead =
    { $count ->
        [one] Compte n° { $number } · { $count } personne
       *[other] Compte n° { $number } · { $count } personnes
    }
owner-statement = Relevé de compte
owner-rename = Renommer
owner-rename-hint = Figure sur les listes et les documents à venir ; les personnes gardent leurs noms.
owner-balance = Solde
owner-balance-owed = dû à la copropriété
owner-balance-ahead = payé d’avance
owner-balance-even = rien à payer
owner-communication = Communication permanente
owner-communication-hint = Pour un ordre permanent : le paiement arrive sur ce compte.
owner-copy = Copier
owner-copied = Copié
owner-shares = Quotités
owner-shares-of = sur { $total }, { $lots ->
        [0] sans lot
        [one] { $lots } lot
       *[other] { $lots } lots
    }
owner-members = Personnes et droits
owner-lots = Lots détenus aujourd’hui
owner-lots-none = Ce copropriétaire ne détient aucun lot aujourd’hui. Attribuez-lui un lot depuis la fiche du lot.
owner-lot-shares =
    { $count ->
        [one] { $shares } quotité
       *[other] { $shares } quotités
    }
right-full =
    { $whole ->
        [yes] Pleine propriété
       *[no] { $part } de la pleine propriété
    }
right-usufruct =
    { $whole ->
        [yes] Usufruit
       *[no] { $part } de l’usufruit
    }
right-bare =
    { $whole ->
        [yes] Nue-propriété
       *[no] { $part } de la nue-propriété
    }

## @keys
title-key = Clé de répartition
title-key-new = Nouvelle clé
keys-lead = Chaque dépense et chaque appel se répartit par une clé. Une clé qui a servi ne change plus : elle reçoit une nouvelle version, à partir d’une date.
keys-empty = Pas encore de clé spéciale
keys-empty-text = Ascenseur, bloc A, garages, chauffage : créez une clé pour chaque dépense que seuls certains lots supportent, ou que les quotités ne répartissent pas.
keys-need-lots = Une clé pèse des lots : encodez-les d’abord.
key-code = Code
key-code-hint = Court : ASC, GAR…
key-name = Nom
key-name-hint = Tel qu’il figurera sur les décomptes.
key-statutory = Statutaire
key-from = En vigueur
key-always = Depuis l’origine
key-always-hint = Vaut pour toute date
key-since-date = À partir d’une date
key-since-date-hint = Par exemple après une assemblée générale
key-applies = La clé s’applique
key-first-day = Premier jour
key-versions =
    { $count ->
        [one] { $count } version
       *[other] { $count } versions
    }
key-state = État
key-used = Utilisée
key-free = Pas encore utilisée
key-lots = Lots
key-total = Total
key-new-lead = Donnez à chaque lot son poids. Un lot sans poids ne supporte rien.
key-create = Créer la clé
key-created = La clé « { $name } » est créée.
key-lead = { $code } · total { $total } · { $lots ->
        [one] { $shown } lot
       *[other] { $shown } lots
    }
key-locked = Cette version ne se modifie plus
key-locked-text = Des montants ont été répartis avec elle : les décomptes doivent rester explicables. Pour changer des poids, créez une nouvelle version à partir d’une date.
key-locked-statutory = Les quotités sont figées depuis la mise en gestion. Un acte modificatif se traduit par une nouvelle version, dont le total reste le même.
key-draft-shares = Ces poids sont les quotités des lots
key-draft-shares-text = Tant que la copropriété est en préparation, corrigez-les sur la page des lots.
versions-title = Versions
version-from = À partir du { $from }
version-until = Avant le { $to }
version-period = Du { $from } jusqu’avant le { $to }
version-in-force = en vigueur
version-to-come = à venir
version-new = Nouvelle version
version-correct = Corriger les poids
version-create = Créer la version
version-created = La nouvelle version est enregistrée.
version-corrected = Les poids sont corrigés.
version-first-day-hint = Les montants datés d’avant restent répartis par la version précédente.
version-first-day-after = Après le { $date }, début de la version précédente.
matrix-all =
    { $count ->
        [one] Afficher aussi le lot sans poids
       *[other] Afficher aussi les { $shown } lots sans poids
    }
matrix-change = Écart
weights-title = Poids des lots
weights-hint = Copiez une colonne dans Excel et collez-la dans la première case ; avec deux colonnes (code et poids), l’ordre n’importe pas. Les boutons agissent sur les lots affichés.
weights-shares = Comme les quotités
weights-equal = 1 par lot
weights-clear = Vider
weights-undo = Annuler
weights-filter = Filtrer : code, nature, copropriétaire
weights-weight = Poids
weights-part = Part
weights-of = Poids du lot { $code }
weights-count =
    { $count ->
        [one] { $shown } lot sur { $total }
       *[other] { $shown } lots sur { $total }
    }
weights-pasted =
    { $count ->
        [one] { $shown } poids collé.
       *[other] { $shown } poids collés.
    }
weights-unknown = Codes inconnus, laissés de côté : { $codes }.
weights-unreadable = Poids illisible (il faut un nombre entier) : { $codes }.
weights-beyond =
    { $count ->
        [one] { $count } ligne dépassait la liste des lots.
       *[other] { $count } lignes dépassaient la liste des lots.
    }
weights-expected = Le total doit rester { $expected } : { $side ->
        [missing] il manque { $by }
       *[over] { $by } de trop
    }.

## @import
import-lead = Lots, copropriétaires et clés, depuis le fichier de votre ancien programme. Rien n’est écrit avant que vous ayez vu ce qui change.
import-not-allowed = Votre rôle ne permet pas d’importer. Demandez-le à l’administrateur du bureau.
import-drop = Déposez ici le fichier des lots, une ligne par lot
import-drop-hint = CSV ou Excel (.xlsx), 10 Mo au plus. L’encodage et le séparateur sont reconnus.
import-how = Comment cela se passe
import-how-columns = Vous confirmez ce que signifie chaque colonne.
import-how-check = Un essai à blanc montre chaque erreur et chaque différence.
import-how-undo = Vous importez en une fois, et pouvez annuler ensuite.
import-template = Télécharger un modèle
import-past = Importations précédentes
import-file = Fichier
import-status = État
import-rows = Lignes
import-created = Déposé le
import-status-uploaded = À compléter
import-status-checking = Contrôle en cours
import-status-checked = Contrôlé
import-status-committing = Importation en cours
import-status-committed = Importé
import-status-undone = Annulé
import-status-failed = Interrompu
import-file-rows =
    { $count ->
        [one] { $shown } ligne, { $columns } colonnes
       *[other] { $shown } lignes, { $columns } colonnes
    }
import-other = Autre fichier
import-steps = Étapes de l’importation
import-step-file = Fichier
import-step-columns = Colonnes
import-step-check = Contrôle
import-step-done = Importé
mapping-title = Que contient chaque colonne ?
mapping-lead = Les titres reconnus sont déjà associés. Le code du lot et les quotités sont indispensables ; ignorez ce dont vous n’avez pas besoin.
mapping-missing =
    { $count ->
        [one] Il manque une colonne pour : { $fields }.
       *[other] Il manque des colonnes pour : { $fields }.
    }
mapping-column = Colonne du fichier
mapping-samples = Exemples
mapping-target = Signifie
mapping-target-of = Signification de la colonne { $column }
mapping-key-name = Nom de la clé de la colonne { $column }
mapping-unnamed = Colonne { $number }
mapping-no-sample = vide
mapping-twice = Une autre colonne a la même signification : ignorez l’une des deux.
mapping-check = Contrôler le fichier
mapping-used =
    { $count ->
        [one] { $used } colonne utilisée sur { $total }
       *[other] { $used } colonnes utilisées sur { $total }
    }
target-group-lot = Lot
target-group-owner = Copropriétaire
target-group-key = Clé de répartition
target-ignore = Ignorer
target-lot-code = Code du lot
target-nature = Nature
target-description = Description
target-floor = Étage
target-shares = Quotités
target-owner-name = Nom du propriétaire
target-owner-first-name = Prénom du propriétaire
target-owner-email = E-mail
target-owner-phone = Téléphone
target-owner-language = Langue
target-owner-street = Rue et numéro
target-owner-postal-code = Code postal
target-owner-city = Commune
target-owner-country = Pays
target-owner-company-number = Numéro BCE
target-owned-from = Propriétaire depuis
target-key = Clé { $name }
target-key-weights = Poids d’une clé…
template-file = modele-import-lots.csv
template-key = Ascenseur
template-description = Appartement deux chambres
template-last-name = Nom
template-first-name = Prénom
template-language = fr
template-street = Rue de l’Exemple 1
template-city = Bruxelles
running-check = Contrôle du fichier
running-commit = Importation
running-rows =
    { $count ->
        [one] { $done } ligne sur { $total }
       *[other] { $done } lignes sur { $total }
    }
running-leave = Vous pouvez quitter cette page : le travail continue sur le serveur.
running-stuck = Rien n’avance depuis une minute
running-stuck-text = Le serveur a peut-être beaucoup de travail. Votre fichier n’est pas perdu.
running-wait = Attendre encore
import-failed = L’importation s’est interrompue
import-failed-text = Rien n’a été écrit à moitié. Recommencez le contrôle ; si cela se répète, déposez le fichier à nouveau.
check-errors =
    { $count ->
        [one] { $shown } cellule à corriger
       *[other] { $shown } cellules à corriger
    }
check-errors-text = Corrigez-les dans votre fichier et déposez-le à nouveau, ou changez la signification d’une colonne. Rien n’a été écrit.
check-errors-more =
    { $count ->
        [one] Et { $shown } autre, à voir une fois celles-ci corrigées.
       *[other] Et { $shown } autres, à voir une fois celles-ci corrigées.
    }
check-row = Ligne
check-column = Colonne
check-whole-row = Toute la ligne
check-message = À faire
check-commit = Importer
check-again = Déposer le fichier corrigé
check-remap = Revoir les colonnes
summary-title-will = Ce que l’importation va changer
summary-title-done = Ce que l’importation a changé
summary-title-partial = Ce que donneraient les lignes correctes
summary-lots-new =
    { $count ->
        [one] lot créé
       *[other] lots créés
    }
summary-lots-changed =
    { $count ->
        [one] lot modifié
       *[other] lots modifiés
    }
summary-lots-same =
    { $count ->
        [one] lot inchangé
       *[other] lots inchangés
    }
summary-owners-new =
    { $count ->
        [one] copropriétaire créé
       *[other] copropriétaires créés
    }
summary-owners-matched =
    { $count ->
        [one] copropriétaire reconnu
       *[other] copropriétaires reconnus
    }
summary-shares-note = L’importation reste possible ; la mise en gestion attendra que le compte y soit.
summary-keys = Clés de répartition
summary-key-new = nouvelle
summary-key-total = total { $total }
commit-title = Importer ce fichier ?
commit-text = « { $file } » : { $acts }.
commit-nothing = Ce fichier ne change rien à la copropriété.
commit-undo = Vous pourrez l’annuler pendant un temps limité, tant que rien ne s’appuie sur les nouvelles données.
commit-lots-new =
    { $count ->
        [one] { $shown } lot créé
       *[other] { $shown } lots créés
    }
commit-lots-changed =
    { $count ->
        [one] { $shown } lot modifié
       *[other] { $shown } lots modifiés
    }
commit-owners-new =
    { $count ->
        [one] { $shown } copropriétaire créé
       *[other] { $shown } copropriétaires créés
    }
commit-keys =
    { $count ->
        [one] { $shown } clé
       *[other] { $shown } clés
    }
done-title = Le fichier est importé
done-undo-until = Vous pouvez annuler jusqu’au { $until }.
done-undo-over = Le délai d’annulation est passé.
done-undo = Annuler l’importation
done-undone = L’importation est annulée
done-undone-text = La copropriété est revenue à ce qu’elle était avant ce fichier.
done-lots = Voir les lots
done-again = Importer un autre fichier
undo-text = Tout ce que « { $file } » a créé ou modifié est remis comme avant ; { $lots ->
        [0] aucun lot n’avait été créé
        [one] { $shown } lot disparaît
       *[other] { $shown } lots disparaissent
    }.

## @settings
settings-lead = L’identité de l’immeuble telle qu’elle figure sur les appels de fonds et les décomptes.
settings-identity = Identité
settings-identity-text = Nom et adresse de l’association des copropriétaires, comme à la Banque-Carrefour des Entreprises.
settings-name = Nom de la copropriété
settings-company-number = Numéro BCE
settings-company-number-hint = La loi veut qu’il figure sur chaque document.
settings-language = Langue des documents
settings-language-hint = Par défaut ; chaque copropriétaire garde la sienne.
settings-shares = Quotités
settings-shares-text = Le dénominateur de l’acte de base. Il devient définitif à la mise en gestion.
settings-shares-frozen = Le dénominateur est définitif depuis la mise en gestion : le changer demande un acte et l’unanimité (art. 3.88, § 3, du Code civil).
settings-shares-total = Total des quotités
settings-shares-assigned = Les lots en comptent { $assigned } aujourd’hui.
settings-bank = Comptes bancaires
settings-bank-text = Deux comptes distincts au nom de l’association : fonds de roulement et fonds de réserve (art. 3.86, § 3, du Code civil). Ils figurent sur les appels et dans le code QR.
settings-working-iban = Compte à vue (fonds de roulement)
settings-reserve-iban = Compte de réserve
settings-saved = Paramètres enregistrés.
settings-discard = Annuler les changements
settings-unsaved = Modifications non enregistrées
settings-state = Mise en gestion
settings-state-draft = La copropriété est en préparation : rien ne part encore aux copropriétaires. La mise en gestion se fait depuis l’aperçu, quand les quotités sont au complet et que chaque lot a un copropriétaire.
settings-state-active = La copropriété est en gestion depuis le { $date }. Le total et les quotités des lots sont figés ; appels et écritures ne s’effacent pas, ils se corrigent par d’autres écritures.
settings-to-overview = Voir ce qui manque
settings-state-closed = La copropriété est clôturée depuis le { $date } : { $reason }. Elle n’est plus facturée ; elle se consulte et s’exporte.
closing-mandate-ended = Mandat terminé
closing-building-sold = Immeuble vendu
closing-created-by-mistake = Créée par erreur
closing-other = Autre raison
closing-title = Clôturer
closing-lead = Quand votre mandat prend fin sans syndic suivant sur KoproGo.
closing-read = Personne de votre bureau n’y écrit plus ; tout se consulte et s’exporte encore. Les copropriétaires gardent leur accès.
closing-billed = Elle compte encore pour aujourd’hui, et n’est plus facturée à partir de demain.
closing-law = Le dossier se remet dans les trente jours de la fin du mandat au nouveau syndic ou, à défaut, au président de la dernière assemblée générale (art. 3.89, § 5, 7°, du Code civil) : exportez-le.
closing-transfer = Le nouveau syndic utilise KoproGo ? Changez de syndic : il reçoit tout l’historique.
closing-to-transfer = Changer de syndic
closing-do = Clôturer la copropriété
closing-reason = Raison
closing-note = Remarque
closing-type = Tapez « { $name } » pour confirmer
closing-done = { $name } est clôturée.
reopening-do = Rouvrir
reopening-text = La copropriété redevient ce qu’elle était. Si elle était en gestion, elle est facturée à partir de demain.
reopening-done = { $name } est rouverte.
years-title = Exercices comptables
years-text = Clôturer un exercice interdit toute écriture à une date de cet exercice. C’est l’acte du comptable, une fois les comptes approuvés.
years-period = { $from } – { $to }
years-open = Ouvert
years-closed = Clôturé
years-close = Clôturer
years-close-named = Clôturer l’exercice { $year }
years-closed-done = L’exercice { $year } est clôturé.
close-text = Plus aucune facture, aucun appel ni aucun paiement ne pourra être enregistré à une date comprise entre le { $from } et le { $to }.
close-final = Un exercice clôturé ne se rouvre pas.
close-running = Cet exercice court encore jusqu’au { $to }.
close-type = Pour confirmer, tapez { $year }
close-type-wrong = Tapez exactement { $year }.
