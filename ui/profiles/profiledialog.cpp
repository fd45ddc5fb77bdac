#include "ui/profiles/profiledialog.h"

#include "core/async/background.h"
#include "core/config/profileeditor.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"

#include <QtCore/QEvent>
#include <QtCore/QPointer>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

using State = ProfileTrial::State;

QString stepName(ProfileTrial::Step step)
{
    switch (step) {
    case ProfileTrial::Step::Settings:
        return TrialView::tr("Settings");
    case ProfileTrial::Step::Keys:
        return TrialView::tr("Keys");
    case ProfileTrial::Step::Caller:
        return TrialView::tr("Identity");
    case ProfileTrial::Step::Buckets:
        return TrialView::tr("Buckets");
    default:
        return TrialView::tr("Objects");
    }
}

QString outcome(const ProfileTrial::Entry& entry)
{
    if (entry.state == State::Running)
        return entry.step == ProfileTrial::Step::Keys ? TrialView::tr("looking for keys\u2026")
                                                      : TrialView::tr("asking\u2026");
    if (entry.state == State::Passed)
        return toOneLine(entry.fact);
    if (!entry.error)
        return TrialView::tr("not reached");
    const bool hasCode = entry.error->kind == ErrorKind::Service && !entry.error->code.empty();
    QString text = hasCode ? errorText(*entry.error) : signInReason(*entry.error);
    if (!entry.advice.empty())
        text += QLatin1Char(' ') + toOneLine(entry.advice);
    return text;
}

} // namespace

TrialView::TrialView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(appearance.theme().px(8));
    m_grid->setVerticalSpacing(appearance.theme().px(4));
    m_grid->setColumnStretch(2, 1);
}

QString TrialView::entryText(const ProfileTrial::Entry& entry)
{
    return QStringLiteral("%1: %2").arg(stepName(entry.step), outcome(entry));
}

void TrialView::setEntries(const std::vector<ProfileTrial::Entry>& entries)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto& entry : entries)
        addEntry(row++, entry);
}

void TrialView::addEntry(int row, const ProfileTrial::Entry& entry)
{
    const Theme& theme = m_appearance.theme();
    const bool failed = entry.state == State::Failed;
    if (entry.state == State::Running) {
        m_grid->addWidget(new Spinner(m_appearance, 14, this), row, 0, Qt::AlignTop);
    } else if (entry.state != State::Waiting) {
        auto* icon = new QLabel(this);
        icon->setPixmap(m_appearance.icons().pixmap(failed ? QStringLiteral("warn") : QStringLiteral("check"),
                                                    failed ? Token::Danger : Token::Success,
                                                    theme.sizes().iconSmall, devicePixelRatioF()));
        m_grid->addWidget(icon, row, 0, Qt::AlignTop);
    }
    m_grid->setColumnMinimumWidth(0, theme.sizes().iconSmall);
    const Token quiet = entry.state == State::Waiting ? Token::Text3 : Token::Text;
    auto* name = new TextLabel(m_appearance, FontRole::Data, quiet, stepName(entry.step), this);
    name->setWordWrap(false);
    m_grid->addWidget(name, row, 1, Qt::AlignTop);
    auto* text = new TextLabel(m_appearance, FontRole::Data, failed ? Token::Danger : Token::Text2,
                               outcome(entry), this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleName(entryText(entry));
    m_grid->addWidget(text, row, 2, Qt::AlignTop);
}

namespace {

constexpr int profileDialogWidth = 520;

} // namespace

ProfileDialog::ProfileDialog(const Appearance& appearance, Runtime runtime,
                             std::optional<std::string> profile, Keychain keychain, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_runtime(std::move(runtime)),
      m_profile(std::move(profile)),
      m_keychain(std::move(keychain)),
      m_form(new ProfileForm(appearance, m_profile, m_keychain)),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger)),
      m_steps(new TrialView(appearance)),
      m_signIn(new LinkButton(appearance, tr("Sign in"), this, FontRole::Control)),
      m_test(new Button(appearance, Button::Kind::Default, tr("Test"))),
      m_save(new Button(appearance, Button::Kind::Primary,
                        m_profile ? tr("Save profile") : tr("Create profile")))
{
    setWindowTitle(m_profile ? tr("Edit profile") : tr("New profile"));
    setFixedWidth(appearance.theme().px(profileDialogWidth));
    build();
    load();
    lookForKeychain();
    m_form->setFocus();
}

ProfileDialog::~ProfileDialog() = default;

void ProfileDialog::build()
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    all->addWidget(m_form);
    all->addWidget(new TextLabel(m_appearance, FontRole::Secondary, Token::Text2,
                                 tr("Written to ~/.aws for all AWS tools. The credentials file can be "
                                    "read by you alone. Folder, colour, notes and care are Inia's.")));
    m_problem->hide();
    all->addWidget(m_problem);
    m_steps->hide();
    all->addWidget(m_steps);
    m_signIn->hide();
    all->addWidget(m_signIn, 0, Qt::AlignLeft);
    auto* cancel = new Button(m_appearance, Button::Kind::Default, tr("Cancel"), {}, this);
    cancel->setAutoDefault(false);
    m_test->setAutoDefault(false);
    m_test->setToolTip(tr("Tries the profile as it stands here, without writing it"));
    m_save->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(theme.sizes().buttonGap);
    foot->addWidget(m_test);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    all->addLayout(foot);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_save, &QAbstractButton::clicked, this, &ProfileDialog::save);
    connect(m_test, &QAbstractButton::clicked, this, &ProfileDialog::toggleTest);
    connect(m_form, &ProfileForm::edited, this, [this] {
        endTest(); // what it found is of another profile now
        m_problem->hide();
    });
    connect(m_signIn, &QAbstractButton::clicked, this, [this] {
        if (m_trial && m_trial->sources())
            emit signInRequested(m_trial->sources());
    });
    connect(this, &QDialog::finished, this, &ProfileDialog::endTest);
}

// As tall as its words and fields are by now.
bool ProfileDialog::event(QEvent* event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        setFixedHeight(layout()->heightForWidth(width()));
    return done;
}

void ProfileDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_save->setEnabled(!busy);
    m_test->setEnabled(!busy);
}

void ProfileDialog::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->show();
}

template <typename Act, typename Done>
void ProfileDialog::withFiles(Act act, Done done)
{
    setBusy(true);
    runInOwnThread(
        [environment = m_runtime.environment, act = std::move(act)] {
            using Answer = decltype(act(std::declval<ProfileEditor&>()));
            auto editor = ProfileEditor::open(environment);
            return editor ? act(*editor) : Answer(editor.error());
        },
        [guard = QPointer(this), done = std::move(done)](const auto& answer) {
            if (!guard)
                return;
            guard->setBusy(false);
            done(answer);
        });
}

void ProfileDialog::load()
{
    withFiles([](const ProfileEditor& editor) { return editor.files(); },
              [this](const Result<ConfigFiles>& files) {
                  if (files && m_form->load(*files)) {
                      return;
                  }
                  showProblem(files ? tr("The profile is no longer there.")
                                    : sentenceText(files.error().message));
                  m_save->setEnabled(false);
                  m_test->setEnabled(false);
              });
}

bool ProfileDialog::saysWhatIsMissing()
{
    const QString missing = m_form->missing();
    if (!missing.isEmpty())
        showProblem(tr("%1 is needed.").arg(missing));
    return !missing.isEmpty();
}

void ProfileDialog::save()
{
    if (saysWhatIsMissing())
        return;
    const ProfileDraft draft = m_form->draft();
    if (draft.storedName.empty()) {
        write(draft);
        return;
    }
    withFiles(
        [draft](const ProfileEditor& editor) -> Result<Credentials> {
            if (!draft.before && editor.hasProfile(draft.name))
                return profileExists(draft.name);
            const auto files = editor.files();
            if (!files)
                return files.error();
            const Profile* old = files->profile(draft.before.value_or(draft.name));
            Credentials keys;
            keys.accessKey = draft.keyId;
            keys.secretKey = draft.secret.empty() && old != nullptr
                                 ? std::string(old->text("aws_secret_access_key"))
                                 : draft.secret;
            return keys;
        },
        [this, draft](const Result<Credentials>& keys) { keepKeys(draft, keys); });
}

// First the keychain: a file must not lose keys that it has refused.
void ProfileDialog::keepKeys(const ProfileDraft& draft, const Result<Credentials>& keys)
{
    const auto text = keys ? storedKeys(*keys) : Result<std::string>(keys.error());
    if (!text) {
        showProblem(sentenceText(text.error().message));
        return;
    }
    setBusy(true);
    m_keychain.store->set(draft.storedName, *text, this, [this, draft](const Result<void>& kept) {
        setBusy(false);
        if (kept)
            write(draft);
        else
            showProblem(sentenceText(kept.error().message));
    });
}

void ProfileDialog::lookForKeychain()
{
    if (!m_keychain.store) {
        m_form->setKeychainProblem(tr("There is no keychain here."));
        return;
    }
    // Asking for something that is not there does not unlock anything.
    m_keychain.store->get("inia: is anybody there", this, [this](const Result<std::string>& text) {
        const bool isThere = text || text.error().code == "NoSuchKeys";
        m_form->setKeychainProblem(isThere ? QString() : sentenceText(text.error().message));
    });
}

void ProfileDialog::write(const ProfileDraft& draft)
{
    withFiles(
        [draft](ProfileEditor& editor) -> Result<void> {
            const auto done = draft.applyTo(editor);
            return done ? editor.save() : done;
        },
        [this](const Result<void>& written) {
            if (written)
                accept();
            else
                showProblem(sentenceText(written.error().message));
        });
}

// ---- test -------------------------------------------------------------------------------------------------

void ProfileDialog::toggleTest()
{
    const bool isRunning = m_trial && !m_trial->isFinished();
    endTest();
    if (isRunning || saysWhatIsMissing())
        return;
    m_problem->hide();
    withFiles(
        [draft = m_form->trialDraft()](ProfileEditor& editor) -> Result<ConfigFiles> {
            const auto done = draft.applyTo(editor);
            return done ? editor.files() : Result<ConfigFiles>(done.error());
        },
        [this](const Result<ConfigFiles>& files) { startTest(files); });
}

void ProfileDialog::startTest(const Result<ConfigFiles>& files)
{
    if (!files) {
        showProblem(sentenceText(files.error().message));
        return;
    }
    m_trial =
        makeOwned<ProfileTrial>(m_runtime, std::make_shared<const ConfigFiles>(*files), name().toStdString());
    connect(m_trial.get(), &ProfileTrial::changed, this, &ProfileDialog::refreshTest);
    m_trial->start();
}

void ProfileDialog::endTest()
{
    m_trial.reset();
    m_steps->hide();
    m_signIn->hide();
    m_test->setText(tr("Test"));
}

void ProfileDialog::refreshTest()
{
    const auto& entries = m_trial->entries();
    m_steps->setEntries(entries);
    m_steps->setVisible(true);
    m_test->setText(m_trial->isFinished() ? tr("Test again") : tr("Cancel test"));
    const bool wantsSignIn = std::any_of(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.error && signInNeed(*entry.error) == SignInNeed::SignIn;
    });
    m_signIn->setVisible(wantsSignIn);
}

} // namespace inia::ui
