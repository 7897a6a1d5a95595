## Ce qui empêche une demande d’aboutir, et le remède

problem-bad-request = Demande illisible
problem-bad-request-detail = La demande n’a pas la forme attendue. Rechargez la page et recommencez ; un programme comparera sa demande à la documentation de l’API.
problem-validation = Données à corriger
problem-validation-detail =
    { $count ->
        [one] Corrigez le champ indiqué, puis envoyez à nouveau.
       *[other] Corrigez les { $count } champs indiqués, puis envoyez à nouveau.
    }
problem-not-signed-in = Connexion nécessaire
problem-not-signed-in-detail = Votre session est terminée ou absente. Connectez-vous, puis recommencez.
problem-wrong-credentials = Adresse ou mot de passe incorrect
problem-wrong-credentials-detail = Vérifiez l’adresse e-mail et le mot de passe, majuscules comprises, puis réessayez.
problem-forbidden = Droit insuffisant
problem-forbidden-detail = Votre rôle ne permet pas cette opération. Demandez-la à un administrateur de votre cabinet.
problem-not-for-programs = Réservé aux personnes
problem-not-for-programs-detail = Une clé d’API ne peut pas faire ceci. Connectez-vous avec votre compte, puis recommencez.
problem-last-admin = Dernier administrateur
problem-last-admin-detail = Un cabinet garde toujours un administrateur. Nommez-en d’abord un autre, puis recommencez.
problem-already-member = Déjà membre
problem-already-member-detail = Cette personne a déjà cet accès. Modifiez-le dans la liste des membres au lieu de l’inviter.
problem-invitation-pending = Invitation déjà envoyée
problem-invitation-pending-detail = Une invitation à cette adresse attend déjà sa réponse. Renvoyez-la ou retirez-la dans la liste des invitations.
problem-invitation-limit = Trop d’invitations
problem-invitation-limit-detail = Trop d’invitations attendent leur réponse, ou celle-ci a été envoyée trop souvent. Retirez celles qui ne servent plus, puis recommencez.
problem-invitation-state = Invitation déjà close
problem-invitation-state-detail = Cette invitation a déjà été acceptée ou retirée. Rechargez la liste ; envoyez-en une nouvelle au besoin.
problem-invitation-over = Invitation plus valable
problem-invitation-over-detail = Ce lien a déjà servi, a été remplacé, retiré, ou a expiré. Demandez une nouvelle invitation à la personne qui vous l’a envoyée.
problem-invitation-other-account = Invitation d’une autre adresse
problem-invitation-other-account-detail = Cette invitation a été envoyée à une autre adresse que celle de votre compte. Déconnectez-vous, puis ouvrez le lien avec l’adresse qui l’a reçu.
problem-invitation-has-account = Vous avez déjà un compte
problem-invitation-has-account-detail = Cette adresse a déjà un compte KoproGo. Connectez-vous, puis acceptez l’invitation.
problem-api-key-limit = Trop de clés d’API
problem-api-key-limit-detail = Le cabinet a autant de clés en vigueur qu’il peut en avoir. Révoquez celles qui ne servent plus, puis recommencez.
problem-not-found = Introuvable
problem-not-found-detail = Cet élément n’existe pas ou n’existe plus. Revenez à la liste et choisissez-en un autre.
problem-conflict = Modifié entre-temps
problem-conflict-detail = L’élément a changé depuis son affichage. Rechargez la page, vérifiez, puis recommencez.
problem-method-not-allowed = Opération inconnue à cette adresse
problem-method-not-allowed-detail = Cette adresse n’accepte pas cette méthode. Choisissez celle que décrit la documentation de l’API.
problem-cross-site = Demande venue d’un autre site
problem-cross-site-detail = Par sécurité, seules les pages de KoproGo peuvent modifier vos données. Ouvrez KoproGo directement et recommencez.
problem-internal = Erreur de notre côté
problem-internal-detail = Rien n’a été enregistré. Réessayez dans un instant ; si l’erreur persiste, communiquez-nous la référence de la demande.
problem-unavailable = Momentanément indisponible
problem-unavailable-detail = Rien n’a été enregistré. Réessayez dans une minute.
problem-outcome-unknown = Enregistrement incertain
problem-outcome-unknown-detail = La base de données n’a pas répondu à temps. Renvoyez la même demande avec la même Idempotency-Key : elle n’aura lieu qu’une fois. Sans cette clé, vérifiez d’abord si elle a été enregistrée.
problem-writing-paused = Écritures suspendues pour quelques minutes
problem-writing-paused-detail = La plateforme change de machine : tout se consulte, rien ne se modifie. Rien n’a été enregistré. Réessayez dans une minute.
problem-not-json = Envoyez du JSON
problem-not-json-detail = Cette opération lit du JSON. Envoyez application/json dans l’en-tête Content-Type, et du JSON dans le corps.
problem-busy = Beaucoup à la fois
problem-busy-detail =
    { $seconds ->
        [one] Votre copropriété a déjà autant d’opérations en cours qu’elle le peut ; rien n’a été enregistré. Patientez une seconde, puis réessayez.
       *[other] Votre copropriété a déjà autant d’opérations en cours qu’elle le peut ; rien n’a été enregistré. Patientez { $seconds } secondes, puis réessayez.
    }
problem-too-many-requests = Trop de demandes
problem-too-many-requests-detail =
    { $seconds ->
        [one] Patientez une seconde, puis réessayez.
       *[other] Patientez { $seconds } secondes, puis réessayez.
    }

problem-code-wrong = Code incorrect
problem-code-wrong-detail = Recopiez les six chiffres du dernier e-mail reçu, ou demandez un nouveau code.
problem-code-expired = Code expiré
problem-code-expired-detail = Ce code n’est plus valable. Demandez-en un nouveau en vous inscrivant à nouveau.

problem-idempotency-key-invalid = Clé d’idempotence invalide
problem-idempotency-key-invalid-detail = La valeur de l’en-tête Idempotency-Key doit compter de 1 à 100 caractères ASCII visibles. Envoyez par exemple un UUID, nouveau pour chaque opération.
problem-idempotency-key-missing = Clé d’idempotence absente
problem-idempotency-key-missing-detail = Ajoutez l’en-tête Idempotency-Key, avec une valeur nouvelle pour chaque opération : elle empêche d’enregistrer deux fois la même.
problem-idempotency-key-reused = Clé d’idempotence déjà utilisée
problem-idempotency-key-reused-detail = Cette clé a servi à une demande différente. Choisissez une nouvelle clé pour une nouvelle opération.
problem-idempotency-in-progress = Opération déjà en cours
problem-idempotency-in-progress-detail = La même demande est en cours de traitement. Attendez quelques secondes et renvoyez-la avec la même clé : vous en recevrez le résultat.

problem-shares-mismatch = Les quotités ne tombent pas juste
problem-shares-mismatch-detail = Les lots totalisent { $found } quotités, l’acte de base en prévoit { $expected } : l’écart est de { $difference }. Corrigez les quotités des lots ou le total de la copropriété.
problem-no-lots = Aucun lot
problem-no-lots-detail = Encodez ou importez d’abord les lots de la copropriété.
problem-lots-without-owner = Lots sans copropriétaire
problem-lots-without-owner-detail = Attribuez un copropriétaire à chacun de ces lots : { $codes }.
problem-copro-not-active = Copropriété pas encore active
problem-copro-not-active-detail = Terminez la mise en route et activez la copropriété avant d’y enregistrer des opérations.
problem-copro-closed = Copropriété clôturée
problem-copro-closed-detail = Votre bureau ne gère plus cette copropriété : elle se consulte et s’exporte. Pour y écrire, un administrateur la rouvre depuis ses paramètres.
problem-copro-not-closed = Copropriété ouverte
problem-copro-not-closed-detail = Cette copropriété n’est pas clôturée : il n’y a rien à rouvrir.
problem-no-bank-account = Compte bancaire manquant
problem-no-bank-account-detail = Indiquez dans la fiche de la copropriété l’IBAN du compte qui doit recevoir cet argent, puis recommencez.
problem-key-version-used = Version de clé déjà utilisée
problem-key-version-used-detail = Des montants ont été répartis avec cette version : elle ne change plus. Créez une nouvelle version avec sa date de début.
problem-key-in-use = Clé utilisée
problem-key-in-use-detail = Des dépenses ou des appels se fondent sur cette clé : elle ne peut être supprimée. Créez-en une autre pour la suite.
problem-lot-in-use = Lot utilisé
problem-lot-in-use-detail = Des montants ont été répartis sur ce lot : il ne peut être supprimé. Corrigez plutôt ses données.
problem-closed-year = Exercice clôturé
problem-closed-year-detail = Le { $date } appartient à un exercice clôturé. Choisissez une date dans un exercice ouvert.
problem-duplicate-invoice = Facture déjà enregistrée
problem-duplicate-invoice-detail = Ce fournisseur a déjà une facture { $number }. Vérifiez le numéro ; si c’est la même facture, elle est déjà dans la liste des dépenses.

problem-window-state = Accès du support : étape dépassée
problem-window-state-detail =
    { $state ->
        [requested] Cet accès attend encore une réponse.
        [open] Cet accès est déjà ouvert.
        [refused] Cet accès a été refusé. Faites une nouvelle demande s’il le faut.
        [ended] Cet accès est terminé. Faites une nouvelle demande s’il le faut.
       *[expired] Cet accès a expiré. Faites une nouvelle demande s’il le faut.
    }
problem-second-person = Une autre personne doit approuver
problem-second-person-detail = Qui demande un accès d’urgence ne peut pas l’approuver. Demandez à un autre opérateur.
problem-window-closed = Aucun accès du support n’est ouvert
problem-window-closed-detail = L’accès n’est pas ouvert pour vous, est terminé ou a expiré. Demandez un nouvel accès au syndic.
problem-import-state = L’import n’en est pas là
problem-import-state-detail = Cette étape ne correspond pas à l’état actuel de l’import. Rechargez la page pour voir où il en est.
problem-undo-expired = Annulation trop tardive
problem-undo-expired-detail = Le délai d’annulation de cet import est passé. Corrigez les lots un à un ou importez un fichier corrigé.
problem-undo-blocked = Annulation impossible
problem-undo-blocked-detail = Des opérations se fondent déjà sur les données importées. Corrigez les lots un à un ou importez un fichier corrigé.

## Fichiers

problem-too-large = Trop volumineux
problem-too-large-detail = La taille maximale est de { $limit }. Réduisez ou partagez le fichier, puis recommencez.
problem-unsupported-media = Type de fichier non accepté
problem-unsupported-media-detail = Envoyez un PDF, une image PNG ou une image JPEG.
problem-file-empty = Fichier vide
problem-file-empty-detail = Le fichier ne contient rien. Choisissez-en un autre ou numérisez le document à nouveau.
problem-file-unreadable = Fichier endommagé
problem-file-unreadable-detail = Ouvrez le fichier sur votre ordinateur, enregistrez-le à nouveau en PDF, puis envoyez cette copie.
problem-pdf-bomb = PDF démesuré
problem-pdf-bomb-detail = Une fois ouvert, ce PDF occuperait une place démesurée. Imprimez-le en PDF et envoyez cette copie.
problem-pdf-too-many-pages = PDF trop long
problem-pdf-too-many-pages-detail = Un PDF compte au plus { $limit } pages. Partagez-le en plusieurs fichiers.
problem-image-too-large = Image trop grande
problem-image-too-large-detail = Une image compte au plus { $limit } millions de pixels. Réduisez-la ou numérisez à 300 points par pouce.
problem-table-unsupported = Ce fichier n’est pas un tableau
problem-table-unsupported-detail = Envoyez un fichier XLSX, XLS, ODS ou CSV ; ouvrez-le au besoin dans Excel ou LibreOffice et enregistrez-le en XLSX.
problem-table-empty = Tableau vide
problem-table-empty-detail = Aucune feuille ne contient de données. Vérifiez le fichier, puis envoyez-le à nouveau.
problem-table-unreadable = Tableau illisible
problem-table-unreadable-detail = Ouvrez le fichier dans Excel ou LibreOffice, enregistrez-le en XLSX, puis envoyez cette copie.
problem-table-encrypted = Fichier protégé par un mot de passe
problem-table-encrypted-detail = Retirez le mot de passe dans Excel ou LibreOffice, puis envoyez le fichier à nouveau.
problem-table-bomb = Tableau démesuré
problem-table-bomb-detail = Une fois ouvert, ce fichier occuperait une place démesurée. Copiez le tableau seul dans un nouveau fichier XLSX et envoyez celui-ci.
problem-table-too-many-rows = Trop de lignes
problem-table-too-many-rows-detail = Un fichier compte au plus { $limit } lignes. Partagez-le en plusieurs fichiers.
problem-table-too-many-columns = Trop de colonnes
problem-table-too-many-columns-detail = Un fichier compte au plus { $limit } colonnes. Supprimez celles qui ne servent pas à l’import.
problem-table-cell-too-long = Texte trop long
problem-table-cell-too-long-detail = La cellule { $column }{ $row } contient plus de { $limit } caractères. Raccourcissez-la ; s’il y manque un guillemet de fin, ajoutez-le.

## Champs

field-required = Remplissez ce champ.
field-admin-sees-all = Un administrateur voit toutes les copropriétés. Choisissez un autre rôle pour limiter l’accès.
field-scope-not-held = Vous n’avez pas ce droit vous-même. Retirez-le de la clé.
field-scope-needs-person = Ce droit ne se confie pas à un programme. Retirez-le de la clé.
field-copro-unknown = Aucune copropriété ne porte ce nom court ni cet identifiant.
field-window-minutes = Choisissez une durée de 1 à { $max } minutes.
field-too-long = Raccourcissez ce texte à { $max } caractères au plus.
field-too-short = Écrivez au moins { $min } caractères.
field-control-characters = Supprimez de ce texte les retours à la ligne et les caractères invisibles.
field-not-positive = Entrez un nombre supérieur à zéro.
field-negative = Entrez zéro ou un nombre positif.
field-too-large = Entrez un nombre de { $max } au plus.
field-amount-not-positive = Entrez un montant supérieur à zéro.
field-amount-too-large = Entrez un montant de { $max } au plus ; partagez un montant plus élevé.
field-transfer-day = Indiquez un jour qui n’est pas à venir et ne remonte pas à plus de trois ans.
field-list-empty = Ajoutez au moins une ligne.
field-list-too-long = Gardez au plus { $max } lignes ; répartissez le reste sur plusieurs envois.
field-either-or = Indiquez soit { $first }, soit { $second }, mais pas les deux.
field-unknown-reference = Choisissez un élément qui existe dans cette copropriété.
field-unknown-field = Retirez ce champ : il est inconnu ici.
field-invalid-json = Envoyez un texte JSON valide.
field-invalid-uuid = Copiez à nouveau cet identifiant : ce n’est pas un UUID.
field-date-out-of-range = Entrez une date entre le { $first } et le { $last }.
field-period-reversed = Choisissez une date de fin à partir du { $from }.
field-period-too-long = Choisissez une période de { $years } ans au plus.
field-password-too-short = Choisissez un mot de passe d’au moins { $min } caractères.
field-password-common = Choisissez un autre mot de passe : celui-ci figure dans les listes de mots de passe connus.

field-invalid-email = Entrez une seule adresse e-mail, par exemple nom@domaine.example.
field-invalid-iban = Recopiez l’IBAN d’un extrait de compte : les chiffres de contrôle ne concordent pas.
field-invalid-company-number = Entrez les dix chiffres du numéro d’entreprise (BCE), par exemple 0123.456.749 : les chiffres de contrôle ne concordent pas.
field-invalid-vat-number = Entrez le numéro de TVA avec son code de pays, par exemple BE0123456749.
field-invalid-phone = Entrez un numéro de téléphone de 6 à 15 chiffres, par exemple +32 2 555 01 23.
field-invalid-country = Entrez le pays en deux lettres, par exemple BE.
field-invalid-postal-code = Entrez un code postal belge de quatre chiffres, par exemple 1000.
field-same-bank-account = Entrez un autre IBAN : la loi impose des comptes distincts pour le fonds de roulement et le fonds de réserve.
field-first-name-of-company = Laissez le prénom vide : une société n’en a pas.

field-fraction-invalid = Entrez une fraction entre 1/{ $max } et 1, par exemple 1/2.
field-fractions-too-varied = Écrivez toutes les fractions avec un même dénominateur.
field-usufruct-not-whole = Corrigez les fractions : pleine propriété et usufruit doivent faire 1 ensemble, ils font { $found }.
field-bare-not-whole = Corrigez les fractions : pleine propriété et nue-propriété doivent faire 1 ensemble, elles font { $found }.
field-ownership-not-whole = Corrigez les fractions : les parts des titulaires doivent faire 1, elles font { $found }.
field-member-twice = Ne citez cette personne qu’une fois pour un même droit, avec la somme de ses fractions.
field-representative-not-member = Choisissez le mandataire parmi les titulaires.
field-owned-from-without-owner = Choisissez le copropriétaire ou laissez vide la date d’acquisition.
field-sold-before-bought = Choisissez une date de vente postérieure au { $bought_on }, jour où le vendeur est devenu propriétaire.
field-same-owner = Choisissez un autre copropriétaire : celui-ci possède déjà le lot.
field-ownership-gap = Choisissez le { $free_from } comme premier jour : le lot ne peut rester sans propriétaire entre-temps.
field-ownership-overlap = Corrigez les dates : deux propriétaires détiennent le lot le { $on }.
field-lot-without-owner = Attribuez un copropriétaire au lot { $lot } entre le { $from } et le { $to }.

field-only-in-draft = Laissez cette donnée inchangée : elle est fixée dès l’activation de la copropriété.
field-name-not-confirmed = Tapez le nom tel qu’il est écrit : { $name }.
field-no-weight = Donnez à au moins un lot un poids supérieur à zéro.
field-version-too-early = Choisissez un premier jour postérieur au { $after }, date de début de la version précédente.
field-lot-twice = Gardez une seule ligne pour ce lot.
field-account-not-expense = Choisissez un compte de charges de la classe 6 à la place de { $account }.
field-vat-rate-unknown = Choisissez un taux de TVA en vigueur le { $on }.
field-due-before-issued = Choisissez une échéance à partir du { $issued_on }.
field-instalments-out-of-range = Choisissez de 1 à { $max } versements.
field-invalid-communication = Recopiez les 12 chiffres de la communication structurée : les chiffres de contrôle ne concordent pas.

## Import

import-target =
    { $target ->
        [lot_code] le code du lot
        [nature] la nature
        [description] la description
        [floor] l’étage
        [shares] les quotités
        [owner_name] le nom du copropriétaire
        [owner_first_name] le prénom
        [owner_email] l’e-mail
        [owner_phone] le téléphone
        [owner_language] la langue
        [owner_street] la rue
        [owner_postal_code] le code postal
        [owner_city] la localité
        [owner_country] le pays
        [owner_company_number] le numéro d’entreprise
        [owned_from] la date d’acquisition
       *[other] { $target }
    }
field-column-missing = Choisissez la colonne qui contient { import-target }.
field-column-twice = Choisissez une seule colonne pour { import-target } et ignorez l’autre.
field-column-unknown = Choisissez une colonne du fichier : il en compte { $columns }.
field-owner-name-missing = Indiquez le nom du copropriétaire : la ligne contient d’autres données à son sujet.
field-too-many-rows = Partagez le fichier : un import compte au plus { $max } lignes.
field-not-an-integer = Écrivez un nombre entier, sans décimales, à la place de « { $value } ».
field-invalid-date = Écrivez la date sous la forme 31/12/2026 à la place de « { $value } ».
field-unknown-nature = Écrivez appartement, studio, maison, bureau, commerce, garage, parking, cave ou autre à la place de « { $value } ».
field-unknown-language = Écrivez fr, nl, de ou en à la place de « { $value } ».
field-lot-code-twice = Gardez une seule ligne pour le lot { $lot } : il figure déjà à la ligne { $first_row }.
field-key-all-zero = Donnez un poids à au moins un lot dans la clé { $key } ou ignorez la colonne.
field-statutory-key = Utilisez plutôt la colonne des quotités : elles sont les poids de la clé { $key }.
field-owner-ambiguous = Ajoutez l’e-mail ou l’adresse : plusieurs copropriétaires s’appellent { $name }.
field-sale-date-required = Indiquez depuis quand le nouveau propriétaire détient le lot { $lot } : il appartient aujourd’hui à { $owner }.
problem-key-code-taken = Code de clé déjà utilisé
problem-key-code-taken-detail = Une clé porte déjà le code « { $code } » : choisissez-en un autre.
problem-lot-code-taken = Code de lot déjà utilisé
problem-lot-code-taken-detail = Un lot porte déjà le code « { $code } » : choisissez-en un autre ou modifiez ce lot.
problem-supplier-name-taken = Fournisseur déjà enregistré
problem-supplier-name-taken-detail = Le fournisseur « { $name } » existe déjà : choisissez-le dans la liste.
field-country-not-served = Choisissez la Belgique (BE) : les autres pays ne sont pas encore servis.
field-invalid-value = Corrigez cette valeur : elle n’a pas la forme attendue.
field-password-like-email = Choisissez un mot de passe qui ne soit pas votre adresse e-mail.
field-password-too-long = Choisissez un mot de passe de 128 caractères au plus.

## Transmission d’une copropriété, données personnelles

problem-transfer-pending = Transmission déjà demandée
problem-transfer-pending-detail = Une demande est en cours pour cette copropriété. Retirez-la avant d’en faire une autre.
problem-transfer-closed = Demande déjà tranchée
problem-transfer-closed-detail = Cette demande a été acceptée, refusée, retirée ou a expiré. Demandez au syndic sortant d’en envoyer une nouvelle si nécessaire.
problem-transfer-other-account = Autre compte
problem-transfer-other-account-detail = La demande est adressée à une autre adresse e-mail que celle de votre compte. Connectez-vous avec l’adresse qui a reçu le message.
problem-transfer-same-firm = Même cabinet
problem-transfer-same-firm-detail = La copropriété est déjà gérée par ce cabinet. Choisissez le cabinet qui la reprend.
problem-handover-building = Dossier en préparation
problem-handover-building-detail = Le dossier n’est pas encore complet. Réessayez dans quelques minutes.
problem-person-owns-lots = Encore copropriétaire
problem-person-owns-lots-detail = Cette personne possède encore : { $codes }. La liste des copropriétaires est obligatoire (art. 3.89, § 5, 13°, du Code civil) : ses données peuvent être effacées après la vente.
problem-person-account-open = Compte non soldé
problem-person-account-open-detail =
    { $direction ->
        [owes] Cette personne doit encore { $amount } à la copropriété. Ses données servent à constater ce droit (art. 17, § 3, e), du RGPD) : effacez-les une fois le compte soldé.
       *[owed] La copropriété doit encore { $amount } à cette personne. Remboursez-la, puis effacez ses données.
    }
problem-person-erased = Personne effacée
problem-person-erased-detail = Les données de cette personne ont été effacées : plus rien ne s’y ajoute. Encodez une nouvelle personne.
problem-account-last-admin = Dernier administrateur
problem-account-last-admin-detail = Vous êtes le seul administrateur de : { $firms }. Nommez-en un autre, puis fermez votre compte.
problem-consent-needed = Accord nécessaire
problem-consent-needed-detail = Sans cet accord, le compte ne peut exister. Pour le retirer, fermez votre compte.

## Connexion et sécurité

problem-second-factor-required = Second facteur exigé
problem-second-factor-required-detail = Ce cabinet exige un second facteur. Ajoutez une application d’authentification ou une clé d’accès dans les réglages de sécurité, puis recommencez.
problem-confirmation-required = Mot de passe à confirmer
problem-confirmation-required-detail = Cette opération est sensible : confirmez d’abord votre mot de passe, puis recommencez dans les dix minutes.
problem-challenge-expired = Connexion à recommencer
problem-challenge-expired-detail = Le temps prévu pour le second facteur est passé. Saisissez à nouveau votre adresse et votre mot de passe.
problem-second-factor-wrong = Code incorrect
problem-second-factor-wrong-detail = Saisissez le code que votre application affiche maintenant ; chaque code ne sert qu’une fois. Sinon, utilisez un code de secours.
problem-passkey-refused = Clé d’accès refusée
problem-passkey-refused-detail = La réponse de votre appareil n’a pas pu être vérifiée. Recommencez, ou choisissez un autre moyen de vous connecter.
problem-passkeys-unavailable = Clés d’accès indisponibles
problem-passkeys-unavailable-detail = Les clés d’accès supposent que KoproGo soit ouvert par un nom de domaine. Choisissez une application d’authentification.
problem-passkey-not-added = Clé d’accès non ajoutée
problem-passkey-not-added-detail = Cet appareil est déjà enregistré, ou le nombre maximal de clés est atteint. Retirez d’abord une clé qui ne sert plus.
problem-wrong-password = Mot de passe incorrect
problem-wrong-password-detail = Saisissez le mot de passe actuel de votre compte, majuscules comprises.
problem-reset-link-invalid = Lien non valable
problem-reset-link-invalid-detail = Ce lien a déjà servi, a été remplacé ou a expiré. Demandez-en un nouveau avec « Mot de passe oublié ».
problem-refresh-refused = Renouvellement refusé
problem-refresh-refused-detail = Ce jeton n’est pas ou plus valable. Connectez-vous à nouveau avec votre mot de passe.
problem-no-second-factor = Aucun second facteur
problem-no-second-factor-detail = Ajoutez d’abord une application d’authentification ou une clé d’accès : les codes de secours la remplacent en cas de perte.

problem-subscription-refused = Abonnement : demande impossible
problem-subscription-refused-detail = { $why ->
    [closed] L’abonnement est clôturé. Souscrivez à nouveau.
    [cancelled] Une résiliation est en cours. Annulez-la d’abord.
    [no-change] Aucun changement de formule n’est prévu : il n’y a rien à retirer.
    [not-cancelled] Aucune résiliation n’est en cours : il n’y a rien à annuler.
    [unknown-method] Ce moyen de paiement n’est plus utilisé. Rechargez la page.
    [not-owed] Rien n’est à payer sur cette facture. Rechargez la page.
    [no-method] Aucun moyen de paiement n’est enregistré. Ajoutez-en un, ou payez par virement.
    [under-way] Le paiement est déjà en route : attendez la réponse du prestataire ou de la banque.
    [tried-out] Cette facture se paie maintenant par virement, ou avec un autre moyen de paiement.
   *[other] L’état de l’abonnement ne le permet pas. Rechargez la page.
}

## Formules et prix

problem-limit-reached = Limite de la formule atteinte
problem-limit-reached-detail =
    { $resource ->
        [copros] La formule { $plan } va jusqu’à { $allowed } copropriétés et vous en avez { $used }.
        [users] La formule { $plan } va jusqu’à { $allowed } collaborateurs, invitations comprises, et vous en avez { $used }.
       *[other] La formule { $plan } va jusqu’à { $allowed } et vous en êtes à { $used }.
    } { $remedy ->
        [none] Écrivez-nous : nous trouverons une solution.
       *[other] La formule { $remedy } permet davantage ; rien n’a été enregistré ni perdu.
    }
field-plan-unknown = Choisissez une des formules : { $plans }.
field-plan-too-small =
    { $remedy ->
        [none] Cette formule va jusqu’à { $max } copropriétés. Écrivez-nous pour davantage.
       *[other] Cette formule va jusqu’à { $max } copropriétés. Choisissez { $remedy } pour davantage.
    }
field-whole-number-range = Entrez un nombre entier de { $min } à { $max }.
field-yes-or-no = Écrivez true ou false.
field-no-annual-option = Choisissez le paiement mensuel : le paiement annuel n’est pas proposé.
field-coupon-unknown = Vérifiez l’orthographe : aucun bon de réduction ne porte ce code.
field-coupon-not-now = Ce bon se présente du { $from } au { $to }.


## L’accès pendant l’abonnement

problem-subscription-read-only = Abonnement : lecture seule
problem-subscription-read-only-detail = L’abonnement de votre bureau ne permet que de consulter et d’exporter. Rien n’a été enregistré, rien n’est perdu. Un administrateur règle la situation à la page { $link } ; tout redevient possible aussitôt.
problem-subscription-suspended = Abonnement suspendu
problem-subscription-suspended-detail = L’abonnement de votre bureau est suspendu : vous pouvez reprendre vos données et remettre vos copropriétés, rien n’est effacé. Un administrateur règle la situation à la page { $link }.
problem-payments-off = Paiement en ligne indisponible
problem-payments-off-detail = Ce serveur n’est pas relié à un prestataire de paiement. Payez vos factures par virement ; l’exploitant ajoute STRIPE_SECRET_KEY à la configuration pour accepter cartes et domiciliations.
problem-payments-failed = Le prestataire de paiement ne répond pas
problem-payments-failed-detail = Rien n’a été enregistré. Réessayez dans quelques minutes.
field-invalid-siren = Entrez les neuf chiffres du numéro SIREN, par exemple 123 456 782.
field-company-number-elsewhere = Laissez ce champ vide : hors de Belgique et de France, le numéro de TVA suffit.
field-coupon-again = Ce bon a déjà été utilisé.
field-coupon-limit = Vous avez déjà utilisé autant de bons que possible.
