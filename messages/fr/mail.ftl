## Courriels

mail-greeting = Bonjour,
mail-greeting-name = Bonjour { $name },
mail-signature = L’équipe KoproGo
mail-footer = KoproGo, la gestion de copropriété. Ce message a été envoyé automatiquement.
mail-line = { $name } : { $value }

mail-code-subject = { $code } est votre code de confirmation KoproGo
mail-code-intro = Voici le code qui confirme votre adresse e-mail :
mail-code-validity =
    { $minutes ->
        [one] Saisissez-le dans la minute sur la page d’inscription.
       *[other] Saisissez-le dans les { $minutes } minutes sur la page d’inscription.
    }
mail-code-ignore = Vous n’avez pas demandé ce code ? Ignorez ce message : sans lui, aucun compte n’est créé.

mail-registered-subject = Vous avez déjà un compte KoproGo
mail-registered-intro = Quelqu’un, sans doute vous, vient de demander un compte avec cette adresse e-mail. Elle en a déjà un.
mail-registered-remedy = Connectez-vous avec votre adresse et votre mot de passe habituels.
mail-registered-ignore = Ce n’était pas vous ? Il n’y a rien à faire : votre compte est inchangé et personne n’y a eu accès.

mail-call-subject = { $copro } : { $title }, { $amount } à payer au plus tard le { $due }
mail-call-intro = Vous trouverez en annexe l’appel de fonds « { $title } » de { $copro }.
mail-call-amount = Montant
mail-call-due = À payer au plus tard le
mail-call-iban = IBAN
mail-call-communication = Communication structurée
mail-call-instalments = Ce montant est le premier de { $count } versements ; l’échéancier figure dans la lettre.
mail-call-how = Le plus simple : ouvrez la lettre en annexe et scannez son code QR avec l’application de votre banque. Sinon, reprenez bien la communication structurée : votre paiement est ainsi porté à votre compte sans délai.
mail-call-question = Une question sur ce montant ? Adressez-vous à { $firm }, votre syndic.

mail-invitation-firm-subject = { $inviter } vous invite à rejoindre { $name }
mail-invitation-firm-intro = { $inviter } vous invite à travailler avec { $name } dans KoproGo, la gestion de copropriété.
mail-invitation-firm = Cabinet
mail-invitation-copro-subject = { $name } : votre accès à l’espace en ligne
mail-invitation-copro-intro = { $inviter } vous ouvre un accès à l’espace en ligne de { $name }.
mail-invitation-copro = Copropriété
mail-invitation-role = Votre qualité
mail-invitation-by = Invitation de
mail-invitation-button = Accepter l’invitation
mail-invitation-validity =
    { $hours ->
        [one] Ce lien est personnel, sert une seule fois et reste valable une heure.
       *[other] Ce lien est personnel, sert une seule fois et reste valable { $hours } heures.
    }
mail-invitation-ignore = Vous n’attendiez pas cette invitation ? Ignorez ce message : sans vous, rien ne change.
mail-role-firm-admin = administrateur du cabinet
mail-role-gestionnaire = gestionnaire
mail-role-comptable = comptable
mail-role-assistant = assistant
mail-role-council-member = membre du conseil de copropriété
mail-role-auditor = commissaire aux comptes
mail-role-co-owner = copropriétaire
mail-role-occupant = occupant

mail-transfer-subject = { $firm } vous transmet la copropriété { $copro }
mail-transfer-intro = L’assemblée générale du { $decided } a choisi un nouveau syndic pour { $copro }. { $firm } vous demande de reprendre la copropriété dans KoproGo, avec tout son dossier et sa comptabilité.
mail-transfer-how =
    { $days ->
        [one] Ouvrez ce lien dans la journée, connectez-vous ou inscrivez-vous avec cette adresse, puis acceptez pour votre cabinet :
       *[other] Ouvrez ce lien dans les { $days } jours, connectez-vous ou inscrivez-vous avec cette adresse, puis acceptez pour votre cabinet :
    }
mail-transfer-ignore = Vous n’attendiez pas cette demande ? Ne la transférez à personne et refusez-la, ou laissez-la expirer : rien ne change sans votre accord.

mail-transferred-subject = { $copro } est passée chez { $firm }
mail-transferred-intro = La copropriété { $copro } est désormais gérée par { $firm }. Son historique, sa comptabilité et ses documents sont intacts.
mail-transferred-gave = Votre cabinet n’y a plus accès. Le dossier complet de votre gestion vous attend sous « Dossiers remis » de votre cabinet.
mail-transferred-took = Vous la trouvez dans le portefeuille de votre cabinet. Vérifiez les accès et les comptes bancaires avant le premier appel de fonds.

mail-support-requested-subject = { $copro } : le support KoproGo demande un accès
mail-support-requested-intro = Une personne de l’équipe technique de KoproGo demande à consulter { $copro }, en lecture seule et pendant { $minutes } minutes au plus.
mail-support-opened-subject = { $copro } : accès du support KoproGo ouvert
mail-support-opened-intro = Une personne de l’équipe technique de KoproGo peut consulter { $copro }, en lecture seule, pendant { $minutes } minutes au plus.
mail-support-reason = Motif
mail-support-ticket = Dossier
mail-support-operator = Demandé par
mail-support-consent = Sans votre accord, cet accès ne s’ouvre pas. Acceptez ou refusez-le dans KoproGo, sur la page « Accès du support » de la copropriété.
mail-support-break-glass = Il s’agit d’une urgence : deux personnes de l’équipe peuvent ouvrir cet accès ensemble. Vous pouvez le refuser, ou y mettre fin à tout moment, sur la page « Accès du support » de la copropriété.
mail-support-end = Vous pouvez y mettre fin à tout moment sur la page « Accès du support » de la copropriété.
mail-support-noted = Chaque consultation est inscrite au journal de la copropriété. Les coordonnées des personnes restent cachées.

mail-reset-subject = Choisissez un nouveau mot de passe KoproGo
mail-reset-intro = Vous avez demandé à remplacer le mot de passe de votre compte KoproGo. Suivez ce lien pour en choisir un nouveau :
mail-reset-link = Choisir un nouveau mot de passe
mail-reset-validity =
    { $minutes ->
        [one] Ce lien sert une seule fois et reste valable une minute.
       *[other] Ce lien sert une seule fois et reste valable { $minutes } minutes.
    }
mail-reset-ignore = Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe reste inchangé.

mail-security-not-you = Ce n’était pas vous ? Choisissez aussitôt un nouveau mot de passe avec « Mot de passe oublié », puis fermez toutes les sessions dans les réglages de sécurité.
mail-security-password-changed-subject = Votre mot de passe KoproGo a changé
mail-security-password-changed = Le mot de passe de votre compte vient d’être remplacé. Les autres sessions ouvertes ont été fermées.
mail-security-totp-added-subject = Une application d’authentification protège votre compte KoproGo
mail-security-totp-added = Une application d’authentification vient d’être ajoutée à votre compte. Un code vous sera demandé à chaque connexion.
mail-security-totp-removed-subject = L’application d’authentification a été retirée de votre compte KoproGo
mail-security-totp-removed = Les codes de votre application d’authentification ne sont plus acceptés pour votre compte.
mail-security-passkey-added-subject = Une clé d’accès a été ajoutée à votre compte KoproGo
mail-security-passkey-added = La clé d’accès « { $name } » ouvre désormais votre compte.
mail-security-passkey-removed-subject = Une clé d’accès a été retirée de votre compte KoproGo
mail-security-passkey-removed = Une clé d’accès vient d’être retirée : elle n’ouvre plus votre compte.
mail-security-recovery-renewed-subject = Nouveaux codes de secours KoproGo
mail-security-recovery-renewed = De nouveaux codes de secours viennent d’être créés pour votre compte. Les précédents ne valent plus rien.
mail-security-recovery-used-subject = Un code de secours a ouvert votre compte KoproGo
mail-security-recovery-used =
    { $left ->
        [0] Quelqu’un s’est connecté à votre compte avec votre dernier code de secours. Créez-en de nouveaux dans les réglages de sécurité.
        [one] Quelqu’un s’est connecté à votre compte avec un code de secours. Il en reste un seul : créez-en de nouveaux dans les réglages de sécurité.
       *[other] Quelqu’un s’est connecté à votre compte avec un code de secours. Il en reste { $left }.
    }
mail-security-refresh-reused-subject = Un accès par programme à votre compte KoproGo a été coupé
mail-security-refresh-reused = Un jeton de renouvellement déjà utilisé a été présenté une seconde fois : un autre programme en possède peut-être une copie. Par prudence, cette session a été fermée. Reconnectez votre programme avec votre mot de passe.
