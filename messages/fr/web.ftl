# Mots de l'interface. Ce qui précède le premier « ## @ » est chargé avec la coquille ; chaque section l'est avec son écran.

## Titres des pages
title-landing = Gestion de copropriété pour syndics
title-pricing = Prix et calcul
title-signin = Se connecter
title-signup = Créer un compte

## Coquille
shell-skip = Aller au contenu
shell-open-app = Ouvrir KoproGo
shell-signin = Se connecter
shell-signup = Créer un compte
shell-pricing = Prix
shell-language = Langue

## Éléments communs
ui-optional = facultatif
ui-required = À compléter.
ui-clear = Effacer
ui-close = Fermer
ui-cancel = Annuler
ui-save = Enregistrer
ui-remove = Retirer
ui-retry = Réessayer
ui-suggestions = Suggestions
ui-searching = Recherche…
ui-loading = Chargement…
ui-see-plans = Voir les formules
ui-nothing-found = Aucun résultat
ui-load-failed = Ces données n’ont pas pu être lues
ui-reference = Référence : { $id }
ui-more = Afficher la suite
ui-shown =
    { $count ->
        [one] { $shown } ligne affichée
       *[other] { $shown } lignes affichées
    }
ui-total = Total
ui-step-done = (terminé)
ui-money-unreadable = Montant illisible : écrivez par exemple 1.234,56
ui-file-choose = Choisir un fichier
ui-file-replace = Remplacer
ui-file-sending = Envoi du fichier…
ui-file-wrong-type = « { $name } » n’est pas d’un type accepté ici.
ui-file-too-large = Ce fichier pèse { $size } ; le maximum est { $max }.

ui-iban-wrong = Ce n’est pas un IBAN valable : recopiez-le depuis l’extrait de compte.
ui-company-number-ok = { $number } : la clé de contrôle est juste.
ui-company-number-wrong = La clé de contrôle ne correspond pas : vérifiez les dix chiffres.
ui-company-number-short = Un numéro BCE compte dix chiffres.
ui-password-show = Afficher
ui-password-hide = Masquer

## Pannes
connection-wait =
    { $seconds ->
        [one] Réessayez dans { $shown } seconde.
       *[other] Réessayez dans { $shown } secondes.
    }
problem-offline = Le serveur ne répond pas. Vérifiez votre connexion ; rien n’a été perdu.
error-busy = Trop de demandes en peu de temps.
problem-server = Le serveur a rencontré une erreur. Réessayez dans un instant.
problem-unexpected = La demande a été refusée sans explication. Rechargez la page et réessayez.
crash-title = Cet écran s’est interrompu
crash-text = Rien n’a été enregistré à moitié. Réessayez ; si cela se répète, transmettez le message ci-dessous.
crash-offline-title = Pas de réponse du serveur
crash-offline-text = Vérifiez votre connexion, puis réessayez.
crash-stale-title = Une nouvelle version est disponible
crash-stale-text = Rechargez la page pour continuer.
not-found-title = Il manque une brique ici
not-found-text = Cette page n’existe pas, ou vous n’y avez pas accès.
not-found-home = Retour à l’accueil

## @app
title-mailbox = Boîte aux lettres de développement
title-portfolio = Portefeuille
title-copro-new = Nouvelle copropriété
title-copro = Copropriété
title-lots = Lots
title-owners = Copropriétaires
title-owner = Copropriétaire
title-keys = Clés de répartition
title-import = Importation
title-expenses = Factures
title-expense-new = Encoder une facture
title-expense = Facture
title-calls = Appels de fonds
title-call-new = Nouvel appel de fonds
title-call = Appel de fonds
title-ledger = Journal
title-entry = Écriture
title-settings = Paramètres
shell-signout = Se déconnecter
shell-theme = Affichage
theme-system = Comme l’appareil
theme-light = Clair
theme-dark = Sombre
shell-user-menu = Mon compte
shell-menu = Menu
shell-shortcuts = Raccourcis clavier
shell-search = Rechercher
shell-breadcrumb = Fil d’Ariane
shell-nav-firm = Bureau
shell-nav-copro = Copropriété
shell-nav-quick = Navigation rapide
shell-firm-switch = Changer de bureau
shell-copro-switch = Changer de copropriété
shell-copro-filter = Filtrer les copropriétés
shell-new-firm = Ajouter un bureau
shell-new-copro = Nouvelle copro
shell-portfolio = Portefeuille
shell-mailbox = Boîte aux lettres (dév.)
role-firm_admin = Administrateur du bureau
role-gestionnaire = Gestionnaire
role-comptable = Comptable
role-assistant = Assistant
nav-overview = Aperçu
nav-lots = Lots
nav-owners = Copropriétaires
nav-keys = Clés
nav-accounts = Comptabilité
nav-expenses = Factures
nav-calls = Appels
nav-ledger = Journal
nav-import = Importer
nav-settings = Paramètres
shell-my-copros = Mes copropriétés
nav-team = Équipe
nav-api-keys = Clés d’API
nav-transfers = Transferts
nav-audit = Journal d’audit
nav-access = Accès
nav-support = Support
nav-transfer = Changer de syndic
nav-own = Mes charges
nav-control = Contrôle
role-council_member = Membre du conseil de copropriété
role-auditor = Commissaire aux comptes
role-co_owner = Copropriétaire
role-occupant = Occupant
palette-placeholder = Un écran, une action, une copropriété…
palette-go = Aller à
palette-do = Actions
palette-here = Dans cette copropriété
palette-copros = Copropriétés
help-palette = Rechercher ou agir
help-help = Cette liste
help-rows = Parcourir les lignes d’un tableau
help-open = Ouvrir la ligne
help-escape = Fermer
help-single-keys = Raccourcis à une seule touche
help-single-keys-hint = À désactiver si vous dictez au clavier.

## @copro
copro-status-draft = En préparation
copro-status-active = En gestion
copro-status-closed = Clôturée
copro-closed-title = Copropriété clôturée le { $date }
copro-closed-text = Votre bureau ne la gère plus et elle n’est plus facturée. Elle se consulte et s’exporte ; rien ne s’y écrit.
copro-closed-settings = Exporter ou rouvrir
overview-lots = Lots
overview-owners = Copropriétaires
overview-shares = Quotités
overview-shares-of = { $assigned } sur { $total }
overview-company-number = Numéro BCE
overview-active-since = En gestion depuis le
overview-checklist = Avant la mise en gestion
overview-ready = Tout est en place
overview-progress = { $done } étapes terminées sur { $total }
overview-done = Terminé
overview-activate = Mettre en gestion
overview-activate-text = « { $name } » passe en gestion avec { $lots } lots, { $owners } copropriétaires et { $shares } quotités. Le total des quotités ne pourra plus être modifié.
overview-activated = { $name } est en gestion.
overview-new-call = Appeler des fonds
overview-new-expense = Encoder une facture
overview-all = Tout voir
overview-calls = Derniers appels de fonds
overview-call-detail = { $number } · échéance { $due } · { $sent } sur { $owners } envoyés
overview-no-calls = Aucun appel de fonds pour l’instant.
overview-expenses = Dernières factures
overview-expense-detail = { $date } · { $description }
overview-no-expenses = Aucune facture pour l’instant.
overview-owing = Soldes dus les plus élevés
overview-owner-detail = Lots { $lots }
overview-none-owing = Personne ne doit rien.
overview-own = À payer
overview-own-ahead = En votre faveur
overview-own-open = Voir le détail
checklist-identity = Identité de l’immeuble
checklist-identity-action = Compléter
checklist-lots = Lots
checklist-lots-action = Ajouter des lots
checklist-shares = Total des quotités
checklist-shares-action = Vérifier
checklist-owners = Copropriétaires
checklist-owners-action = Attribuer
checklist-keys = Clés de répartition
checklist-keys-action = Créer une clé
checklist-bank = Comptes bancaires
checklist-bank-action = Ajouter les IBAN
checklist-active = Mise en gestion
checklist-active-action = Mettre en gestion

## @account
account-email = Adresse e-mail
account-password = Mot de passe
signin-heading = Bonjour
signin-no-account = Pas encore de compte ?
signin-forgot = Mot de passe oublié ?
signin-passkey = Se connecter avec une clé d’accès
signup-steps = Étapes de l’inscription
signup-step-account = Compte
signup-step-code = Code
signup-step-firm = Bureau
signup-step-copro = Copropriété
signup-account-heading = Créez votre compte
signup-account-text = Quatre étapes, cinq minutes. Vous pouvez vous arrêter et reprendre.
signup-email-hint = Nous y envoyons un code à six chiffres.
signup-password-hint = Au moins { $min } caractères. Une phrase dont vous vous souvenez convient très bien.
signup-password-ok = { $chars } caractères
signup-account-action = Recevoir le code
signup-have-account = Vous avez déjà un compte ?
signup-code-heading = Regardez vos e-mails
signup-code-text = Un message est parti vers { $email }.
signup-code-label = Code à six chiffres
signup-code-action = Vérifier
signup-code-other = Changer d’adresse
signup-code-nothing = Rien reçu après une minute ? Regardez parmi les indésirables. Si l’adresse a déjà un compte, le message vous le dit.
signup-code-again = Envoyer un nouveau code
signup-code-sent-again = Un nouveau code est parti vers { $email }.
signup-code-mailbox = Serveur de développement : ouvrir la boîte aux lettres
signup-firm-heading = Votre bureau de syndic
signup-firm-text = C’est ce nom qui figure sur les appels de fonds.
signup-firm-country = Pays
signup-firm-country-hint = D’autres pays suivront.
signup-firm-name = Nom du bureau
signup-firm-company-number = Numéro d’entreprise (BCE)
signup-firm-company-number-hint = Dix chiffres, avec ou sans points.
signup-firm-action = Continuer
signup-copro-heading = Votre première copropriété
signup-copro-text = L’essentiel suffit. Le reste se complète ensuite, étape par étape.
signup-copro-later = Plus tard : voir d’abord le portefeuille
country-be = Belgique

## @firm
portfolio-search = Chercher une copropriété
portfolio-none = Aucune copropriété ne correspond à « { $text } ».
portfolio-empty = Aucune copropriété ici.
portfolio-copro = Copropriété
portfolio-city = Commune
portfolio-status = État
portfolio-status-draft = En préparation
portfolio-status-active = En gestion
portfolio-status-closed = Clôturée
portfolio-filter = Copropriétés affichées
portfolio-open = En cours
portfolio-closed = Clôturées
portfolio-shares = Quotités attribuées
portfolio-shares-title = { $assigned } quotités attribuées sur { $total }
portfolio-lots = Lots
portfolio-owners = Copropriétaires
portfolio-called = Appelé
portfolio-balance = Solde dû
first-copro-title = Commencez par un immeuble
first-copro-lead = Une copropriété se met en place en trois temps. Vous pouvez vous arrêter après chacun.
first-copro-building = L’immeuble
first-copro-building-text = Son nom, son adresse et le total des quotités de l’acte de base.
first-copro-lots = Les lots et les copropriétaires
first-copro-lots-text = Importez le fichier CSV ou Excel de votre ancien programme, ou encodez-les à la main.
first-copro-call = Le premier appel de fonds
first-copro-call-text = Chaque copropriétaire reçoit sa lettre, dans sa langue, avec sa communication structurée.
first-copro-action = Créer la première copropriété
first-copro-not-allowed = Demandez à l’administrateur de votre bureau d’en créer une, ou de vous attribuer celles dont vous vous occupez.
copro-form-lead = Nom, adresse et total des quotités. Les lots viennent ensuite.
copro-form-building = L’immeuble
copro-form-name = Nom de la copropriété
copro-form-name-hint = Celui de l’acte de base, par exemple « Résidence Les Tilleuls ».
copro-form-street = Rue et numéro
copro-form-postal-code = Code postal
copro-form-city = Commune
copro-form-company-number = Numéro BCE de l’association
copro-form-company-number-hint = Il figurera sur chaque document. Vous pouvez l’ajouter plus tard.
copro-form-rules = Quotités et langue
copro-form-shares = Total des quotités
copro-form-shares-other = Autre
copro-form-shares-exact = Total exact
copro-form-shares-hint = Le dénominateur de l’acte de base : les quotités des lots doivent y arriver exactement.
copro-form-language = Langue des documents
copro-form-language-hint = Par défaut ; chaque copropriétaire garde la sienne.
copro-form-accounts = Ajouter les comptes bancaires
copro-form-accounts-hint = La loi demande un compte à vue et un compte distinct pour le fonds de réserve. Ils sont nécessaires avant le premier appel.
copro-form-working-iban = IBAN du compte à vue
copro-form-reserve-iban = IBAN du compte de réserve
copro-form-create = Créer la copropriété
copro-form-created = { $name } est créée.

## @mailbox
mailbox-lead = Rien n’est envoyé par ce serveur de développement : les messages s’arrêtent ici.
mailbox-empty = Aucun message
mailbox-empty-text = Créez un compte ou émettez un appel de fonds : les messages apparaîtront ici.
mailbox-waiting = Rien pour cette adresse pour l’instant. Un nouveau message s’affichera ici de lui-même.
mailbox-filter = Filtrer par destinataire
mailbox-to = À { $to }
mailbox-attachments = Pièces jointes

## @dev-clock
dev-clock-label = Horloge de la facturation (serveur de développement)
dev-clock-today = Facturation au { $date }
dev-clock-ahead =
    { $days ->
        [0] aujourd’hui
        [one] { $daysShown } jour d’avance
       *[other] { $daysShown } jours d’avance
    }
dev-clock-moving = Les jours passent jusqu’au { $date }…
dev-clock-day = Un jour
dev-clock-next = Jusqu’au { $date }
dev-clock-month = Un mois

## @landing
landing-heading = La copropriété, au centime près.
landing-lead = KoproGo tient les lots, les clés, les factures et les appels de fonds de vos immeubles. Chaque montant se répartit exactement, chaque chiffre mène à sa pièce.
landing-see-price = Voir le prix
landing-terms = Un prix par copropriété, rien d’autre. Vous vous inscrivez seul, en cinq minutes.
facade-label = Démonstration : une facture répartie sur les lots d’un immeuble
facade-choose = Facture à répartir
facade-roof = Toiture
facade-lift = Ascenseur
facade-door = Porte de garage
facade-roof-key = Clé statutaire, 10 000 quotités
facade-lift-key = Clé ascenseur, selon l’étage
facade-door-key = Clé garages, parts égales
facade-lots = Lots de l’immeuble, du dernier étage au rez-de-chaussée
facade-shares = Lot { $code }, { $shares } quotités
facade-cent = Reçoit un centime restant
facade-sum = Somme des lots
facade-drift = reçoit un centime restant. Arrondir chaque ligne, comme un tableur, se tromperait ici de { $amount }.
facade-no-drift = reçoit un centime restant. La somme est toujours exacte.

## @landing-more
hour-heading = Votre première heure avec KoproGo
hour-import = Reprenez ce que vous avez
hour-import-text = Le fichier CSV ou Excel de votre ancien programme suffit. Un essai à blanc montre chaque erreur, ligne et colonne, avant que quoi que ce soit ne change. Et l’import s’annule.
hour-import-file = lots-et-proprietaires.xlsx
hour-import-rows = { $rows } lignes
hour-import-row = Ligne { $row }
hour-import-error = Quotités : « 8O » n’est pas un nombre entier. Remplacez la lettre O par un zéro.
hour-import-good = { $rows } lignes prêtes
hour-import-summary = 45 nouveaux lots, 38 copropriétaires, 3 clés.
hour-expense = Encodez une facture, voyez qui la porte
hour-expense-text = Fournisseur, TVA, compte du plan comptable des ACP, clé, période de service. La répartition par lot s’affiche avant l’enregistrement, l’écriture en partie double suit.
hour-account = Compte
hour-debit = Débit
hour-credit = Crédit
hour-entry-cost = Travaux de gros œuvre et façades
hour-entry-supplier = Fournisseurs
hour-call = Appelez les fonds
hour-call-text = Fonds de roulement, fonds de réserve, provision ou appel extraordinaire. Vous voyez chaque montant avant d’émettre ; chacun reçoit sa lettre PDF dans sa langue, avec QR de paiement et communication structurée.
hour-letter-to = Indivision Moreau – Claes, lots 2A et G1
hour-letter-title = Provision pour charges, deuxième trimestre
hour-letter-due = À payer avant le { $date }
hour-statement = Répondez en dix secondes
hour-statement-text = Le compte de chaque copropriétaire, à la date que vous voulez. Chaque ligne ouvre la pièce qui l’explique.
hour-date = Date
hour-words = Libellé
hour-balance = Solde
hour-line-call = Appel de provisions
hour-line-payment = Virement reçu
facts-heading = Ce sur quoi vous pouvez compter
fact-cents = Des sommes exactes
fact-cents-text = Des centimes entiers du début à la fin. La somme des parts est le montant, toujours.
fact-ledger = Un journal qui ne se réécrit pas
fact-ledger-text = Une écriture passée ne change plus ; elle se corrige par une autre, et les deux restent lisibles.
fact-live = Rien d’incomplet ne part
fact-live-text = Tant que les quotités n’atteignent pas le total de l’acte de base, l’immeuble reste en préparation, et l’écran dit de combien il s’en faut.
fact-languages = Quatre langues
fact-languages-text = Vous travaillez dans la vôtre ; chaque copropriétaire reçoit ses documents dans la sienne.
fact-separate = Des bureaux étanches
fact-separate-text = Trois verrous indépendants séparent vos données de celles des autres bureaux, jusque dans la base de données.
fact-leave = Une porte ouverte
fact-leave-text = Tout ce que fait l’écran, l’API documentée le fait aussi. Vos données ne sont pas retenues.
pricing-heading = Un prix par immeuble, rien d’autre
pricing-lead = Pas de prix par lot, pas de module en option, pas de supplément par collaborateur.
pricing-per = par copropriété et par mois, hors TVA
pricing-calculate = Calculer votre prix
pricing-note = Un immeuble en préparation n’est pas compté : il l’est à partir de sa mise en gestion.
questions-heading = Avant de vous inscrire
question-import = Quel fichier dois-je préparer ?
question-import-answer = Celui que votre programme exporte déjà : une ligne par lot, en CSV ou en Excel, avec si possible le nom du copropriétaire et les quotités. Points-virgules, virgules décimales et accents sont reconnus ; vous indiquez quelle colonne est quoi.
question-shares = Et si les quotités ne tombent pas juste ?
question-shares-answer = L’immeuble reste en préparation et KoproGo indique la différence. Vous corrigez un lot ou le total, puis vous mettez en gestion.
question-mistake = Que se passe-t-il si je me trompe ?
question-mistake-answer = Un import s’annule. Un appel se prévisualise en entier avant d’être émis, et un double clic ne l’émet pas deux fois. Une écriture comptable se corrige par une écriture contraire, comme il se doit.
question-offline = Puis-je regarder avant de gérer un vrai immeuble ?
question-offline-answer = Oui. Créez une copropriété d’essai : tant qu’elle est en préparation, rien ne part et rien n’est compté.
