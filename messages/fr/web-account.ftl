# Mon compte et ce qui entoure la connexion.

## @confirm
confirm-title = Confirmez que c’est vous
confirm-text = Cet acte touche à la sécurité. Votre mot de passe suffit pour dix minutes.
confirm-password = Votre mot de passe
confirm-action = Confirmer

## @password
title-forgot = Mot de passe oublié
forgot-text = Indiquez votre adresse : nous y envoyons un lien pour choisir un nouveau mot de passe.
forgot-action = Envoyer le lien
forgot-to-signin = Retour à la connexion
forgot-sent-heading = Regardez vos e-mails
forgot-sent-text = Si { $email } a un compte, un lien y arrive dans la minute. Il ne sert qu’une fois.
forgot-sent-nothing = Rien reçu ? Regardez parmi les indésirables, et vérifiez que l’adresse est bien celle de votre compte.
forgot-again = Recommencer
title-reset = Nouveau mot de passe
reset-text = Choisissez-en un nouveau. Toutes vos sessions ouvertes se ferment ; votre second facteur reste.
reset-password = Nouveau mot de passe
reset-action = Changer le mot de passe
reset-ask-again = Demander un autre lien
reset-no-token = Le lien est incomplet
reset-no-token-text = Ouvrez-le depuis l’e-mail, ou demandez-en un autre.
reset-done-heading = C’est fait
reset-done-text = Votre mot de passe est changé et toutes les sessions sont fermées. Connectez-vous avec le nouveau.

## @factor
factor-heading = Encore une étape
factor-totp-text = Ouvrez votre application d’authentification et recopiez le code de KoproGo.
factor-totp-label = Code à six chiffres
factor-recovery-text = Un de vos codes de secours remplace l’application. Chacun ne sert qu’une fois.
factor-recovery-label = Code de secours
factor-recovery-hint = Avec ou sans tirets.
factor-passkey-text = Confirmez avec la clé d’accès de cet appareil ou de votre téléphone.
factor-passkey-action = Utiliser la clé d’accès
factor-action = Continuer
factor-use-totp = Utiliser l’application
factor-use-passkey = Utiliser une clé d’accès
factor-use-recovery = Je n’ai plus mon appareil
factor-back = Retour
passkey-failed = La clé d’accès n’a pas servi
passkey-cancelled = La demande a été fermée ou a pris trop de temps. Réessayez, ou utilisez un autre moyen.
passkey-known = Cet appareil a déjà une clé d’accès pour ce compte : il n’y a rien à ajouter.
passkey-place = Les clés d’accès ne fonctionnent qu’à l’adresse sécurisée de KoproGo. Vérifiez l’adresse de la page.
passkey-other = Votre navigateur n’a pas pu lire la clé. Réessayez, ou utilisez un autre moyen.

## @copy
copy-done = Copié
copy-failed = Sélectionnez le texte
recovery-close = Terminer

## @me
title-account = Mon compte
me-tab-profile = Profil
me-tab-security = Sécurité
me-tab-sessions = Sessions
me-tab-data = Mes données

## @me-profile
me-identity = Qui vous êtes
me-identity-text = Votre nom figure dans le journal et sur les invitations que vous envoyez.
me-name = Nom
me-name-hint = Prénom et nom, comme vos collègues les connaissent.
me-email = Adresse e-mail
me-email-hint = Elle identifie votre compte et ne se modifie pas.
me-saved = Votre nom est enregistré.
me-language = Langue de l’application
me-language-text = Celle des écrans et des e-mails que vous recevez. Les documents suivent la langue de chaque copropriétaire.
me-password = Mot de passe
me-password-text = Le changer ferme toutes vos autres sessions.
me-password-current = Mot de passe actuel
me-password-new = Nouveau mot de passe
me-password-action = Changer le mot de passe
me-password-changed = Mot de passe changé ; vos autres sessions sont fermées.

## @me-security
me-on = Active
me-off = Inactive
me-since = depuis le { $date }
me-required-title = Un second facteur est demandé
me-required-text = { $firms } protège ses immeubles par un second facteur. Configurez l’un des deux ci-dessous pour continuer ; cela prend deux minutes.
me-signin-again-title = Reconnectez-vous avec votre second facteur
me-signin-again-text = Cette session a été ouverte sans lui.
me-signin-again = Se reconnecter
me-ready-title = Votre compte est protégé
me-ready-action = Continuer
me-totp = Application d’authentification
me-totp-text = Un code de six chiffres, renouvelé toutes les trente secondes sur votre téléphone.
me-totp-set-up = Configurer l’application
me-totp-end = Retirer
me-totp-end-title = Retirer l’application d’authentification
me-totp-end-text = Votre mot de passe suffira de nouveau, sauf si vous avez une clé d’accès. Si votre bureau demande un second facteur, il faudra en configurer un autre.
me-totp-ended = L’application est retirée.
me-totp-step-app = Ouvrez une application d’authentification sur votre téléphone. Toutes celles qui lisent un code QR conviennent.
me-totp-step-scan = Scannez ce code.
me-totp-step-code = Recopiez le code qui s’affiche
me-totp-qr = Code QR à scanner avec l’application d’authentification
me-totp-by-hand = Pas d’appareil photo ? Saisissez cette clé dans l’application :
me-totp-copy = Copier la clé
me-totp-confirm = Activer
me-totp-done = L’application d’authentification est active.
me-passkeys = Clés d’accès
me-passkeys-text = Votre empreinte, votre visage ou le code de l’appareil, sans mot de passe. Rien ne peut être hameçonné.
me-passkeys-none = Aucune clé pour l’instant.
me-passkey-add = Ajouter une clé d’accès
me-passkey-add-text = Votre navigateur va vous demander où garder la clé : sur cet appareil, sur votre téléphone ou sur une clé de sécurité.
me-passkey-name = Nom de la clé
me-passkey-name-hint = Pour la reconnaître, par exemple « Portable du bureau ».
me-passkey-create = Créer la clé
me-passkey-done = { $name } est ajoutée.
me-passkey-added = Ajoutée le { $date }
me-passkey-used = utilisée { $when }
me-passkey-unused = jamais utilisée
me-passkey-remove = Retirer { $name }
me-passkey-remove-title = Retirer la clé d’accès
me-passkey-remove-text = « { $name } » ne permettra plus de se connecter. Supprimez-la ensuite aussi dans les réglages de l’appareil.
me-passkey-removed = La clé est retirée.
me-passkey-unsupported = Ce navigateur ne connaît pas les clés d’accès.
me-recovery = Codes de secours
me-recovery-text = Pour entrer si vous perdez votre appareil. Gardez-les hors de lui.
me-recovery-left =
    { $count ->
        [one] { $shown } code restant
       *[other] { $shown } codes restants
    }
me-recovery-few = Bientôt épuisés
me-recovery-renew = Créer de nouveaux codes
recovery-title = Vos codes de secours
recovery-once = Ils ne s’affichent qu’une fois, et remplacent les précédents. Gardez-les en lieu sûr avant de fermer.
recovery-sheet = KoproGo, codes de secours de { $email }, { $date }
recovery-each-once = Chaque code remplace une fois l’application ou la clé d’accès.
recovery-copy = Copier
recovery-download = Télécharger
recovery-print = Imprimer
recovery-kept = Je les ai gardés en lieu sûr.

## @me-sessions
sessions-title = Appareils connectés
sessions-text = Chaque connexion à votre compte. Une que vous ne reconnaissez pas ? Terminez-la et changez votre mot de passe.
sessions-current = Cet appareil
sessions-factor = Second facteur
sessions-now = maintenant
sessions-seen = vue { $when }
sessions-since = ouverte le { $date }
sessions-kind-browser = Navigateur
sessions-kind-api = Programme
sessions-end = Terminer
sessions-end-named = Terminer la session { $name }
sessions-ended = La session est terminée.
sessions-only = Vous n’êtes connecté nulle part ailleurs.
sessions-everywhere = Se déconnecter partout
sessions-everywhere-text = Ferme toutes les sessions, celle-ci comprise, navigateurs et programmes.
sessions-everywhere-confirm = Vous devrez vous reconnecter sur chaque appareil. Les clés d’API de votre bureau continuent de fonctionner.

## @me-data
data-export = Mes données
data-export-text = Tout ce que votre compte contient, dans un fichier que d’autres programmes savent lire.
data-export-action = Télécharger mes données
data-exported = Le fichier est prêt dans vos téléchargements.
data-consents = Consentements
data-consents-text = Ce à quoi vous avez dit oui, dans quelle version et quand. Chacun se retire aussi simplement.
data-consents-none = Aucun consentement ne vous a été demandé.
consent-terms = Conditions d’utilisation
consent-privacy = Déclaration de confidentialité
consent-electronic-delivery = Convocations par voie électronique
consent-product-news = Nouvelles du produit
data-consent-given = Donné le { $date }, version { $version }
data-consent-withdrawn = Retiré le { $date }, version { $version }
data-consent-open = Pas encore donné, version { $version }
data-consent-yes = Donné
data-consent-no = Non donné
data-consent-give = Donner
data-consent-withdraw = Retirer
data-erase = Supprimer mon compte
data-erase-text = Votre accès disparaît. Les immeubles que vous gérez et leur comptabilité appartiennent aux copropriétés et restent.
data-erase-action = Supprimer mon compte
data-erase-confirm = Cet acte est définitif.
data-erase-goes = Disparaissent : votre mot de passe, vos seconds facteurs, vos sessions, votre nom et votre adresse e-mail, aussi dans les détails du journal.
data-erase-stays = Restent : les écritures et le journal, que la loi demande de conserver, sans votre nom.
data-erase-type = Recopiez { $email } pour confirmer
data-erased = Votre compte est supprimé.
