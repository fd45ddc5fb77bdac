#include "core/common/localpath.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/conflictdialog.h"
#include "ui/models/displaytext.h"
#include "ui/s3/s3pages.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QCloseEvent>
#include <QtGui/QShortcut>
#include <QtGui/QTextBlock>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr std::chrono::seconds draftEvery{5};

// The first save says what it does, and may keep the ACL.
class SaveDialog final : public ConfirmDialog {
public:
    SaveDialog(const Appearance& appearance, const Confirmation& words, bool keepsAcl, QWidget* parent)
        : ConfirmDialog(appearance, words, parent),
          m_keepsAcl(new QCheckBox(
              ObjectEditor::tr("Keep the ACL, which else becomes private (two more requests)"), this))
    {
        m_keepsAcl->setChecked(keepsAcl);
        setBody(m_keepsAcl);
    }
    [[nodiscard]] bool keepsAcl() const { return m_keepsAcl->isChecked(); }

private:
    QCheckBox* m_keepsAcl;
};

QString draftPathOf(const QString& folder, const ObjectEditor::Target& target)
{
    const std::string name = target.profile + '\n' + target.client.region() + '\n' + target.where.uri();
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha256);
    return folder + u'/' + QString::fromLatin1(digest.toHex()) + QStringLiteral(".json");
}

} // namespace

ObjectEditor::ObjectEditor(const Appearance& appearance, Target target, ChangeGate& gate,
                           WindowServices& services, QString drafts, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_target(std::move(target)),
      m_gate(gate),
      m_services(services),
      m_draftPath(draftPathOf(drafts, m_target)),
      m_facts(new ElidedLabel(appearance, FontRole::Data, Token::Text2)),
      m_find(new QLineEdit),
      m_offer(new QWidget),
      m_pages(new QStackedLayout),
      m_text(new QPlainTextEdit),
      m_state(new StateView(appearance)),
      m_status(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_saveButton(new Button(appearance, Button::Kind::Primary, tr("Save")))
{
    build();
    m_draftTimer.setInterval(draftEvery);
    connect(&m_draftTimer, &QTimer::timeout, this, &ObjectEditor::keepDraft);
    connect(&gate, &ChangeGate::changed, this, &ObjectEditor::refresh);
    load();
}

ObjectEditor::~ObjectEditor()
{
    keepDraft(); // the program may be about to end
    delete m_question;
}

void ObjectEditor::build()
{
    const Theme& theme = m_appearance.theme();
    setWindowFlags(windowFlags() | Qt::WindowMaximizeButtonHint);
    m_text->setFont(theme.font(FontRole::Mono));
    m_text->setAccessibleName(tr("Text of the object"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFrameShape(QFrame::NoFrame);
    m_facts->setElideMode(Qt::ElideRight);
    m_find->setPlaceholderText(tr("Find, or :line"));
    m_find->setAccessibleName(tr("Find, or :line"));
    m_find->setMaximumWidth(theme.px(220));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    head->addWidget(m_facts, 1);
    head->addWidget(m_find);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_state);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    foot->addWidget(m_status, 1);
    foot->addWidget(m_saveButton);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_offer);
    all->addLayout(m_pages, 1);
    all->addLayout(foot);
    m_offer->hide();
    m_saveButton->setAutoDefault(false);
    resize(theme.px(920), theme.px(640));
    connect(m_saveButton, &QAbstractButton::clicked, this, &ObjectEditor::save);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ObjectEditor::refresh);
    connect(m_find, &QLineEdit::returnPressed, this, &ObjectEditor::find);
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, this, &ObjectEditor::save);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_find->setFocus();
        m_find->selectAll();
    });
    connect(m_state, &StateView::copyRequested, &m_services, &WindowServices::copy);
    connect(
        m_state, &StateView::actionTriggered, this,
        [this](const QString& id) {
            if (id == stateaction::retry)
                load();
            else if (id == stateaction::showRequest)
                m_services.showCall(m_call);
            else if (id == stateaction::signIn || id == stateaction::enterCode)
                m_services.signIn();
        },
        Qt::QueuedConnection);
}

void ObjectEditor::keyPressEvent(QKeyEvent* event)
{
    // These would press whatever button there is.
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

// ---- reading ----------------------------------------------------------------------------------------------

void ObjectEditor::load()
{
    m_isLoaded = false;
    m_state->setContent({QStringLiteral("file-text"), false, tr("Loading\u2026"), {}, {}, {}});
    m_pages->setCurrentWidget(m_state);
    m_read = makeOwned<ObjectRead>(m_target.client, m_target.where.bucket, m_target.where.prefix,
                                   EditableText::mostBytes, "Edit");
    connect(m_read.get(), &Task::finished, this, [this] {
        const auto read = std::move(m_read);
        m_call = read->callId();
        if (read->result())
            showContent(*read->result());
        else
            showFailure(read->result().error());
    });
    m_read->start();
    refresh();
}

void ObjectEditor::showFailure(const Error& error)
{
    const bool isOurs = error.kind == ErrorKind::Unsupported;
    StateContent content = errorState(error, tr("It cannot be edited as a text"), !isOurs);
    if (isOurs)
        content = withoutRetry(content);
    m_state->setContent(content);
    m_pages->setCurrentWidget(m_state);
}

void ObjectEditor::showContent(const ObjectRead::Content& content, std::string encoding)
{
    const std::string type = content.answer["ContentType"].text();
    auto form = EditableText::read({content.bytes.constData(), std::size_t(content.bytes.size())}, type,
                                   std::move(encoding));
    const auto resent = resentFrom(content.answer);
    if (!form || !resent) {
        showFailure(form ? resent.error() : form.error());
        return;
    }
    m_form = std::move(form).value();
    m_base = m_form.text;
    m_like = content.answer;
    m_etag = m_like["ETag"].text();
    m_isLoaded = true;
    setText(m_base);
    m_isUndecided = !m_form.obstacle.empty();
    m_pages->setCurrentWidget(m_text);
    m_text->setFocus();
    if (m_isUndecided)
        offerForm(content);
    else if (text() != m_base) {
        m_isUndecided = true; // such as separators of paragraphs
        offer(tr("It has characters that an editor cannot keep, and can only be read here."), {});
    } else
        offerDraft();
    refresh();
}

// What cannot be written as it was read waits for a word about how.
void ObjectEditor::offerForm(const ObjectRead::Content& content)
{
    const auto decide = [this](const char* lineEnd) {
        m_form.lineEnd = lineEnd;
        m_isUndecided = false;
        m_offer->hide();
        offerDraft();
        refresh();
    };
    const QString why = toOneLine(m_form.obstacle);
    if (m_form.obstacle.starts_with("Its lines"))
        offer(why, {{tr("Write all with LF"), [decide] { decide("\n"); }},
                    {tr("Write all with CRLF"), [decide] { decide("\r\n"); }}});
    else
        offer(why,
              {{tr("Read it as windows-1252"), [this, content] { showContent(content, "windows-1252"); }},
               {tr("Read it as ISO-8859-1"), [this, content] { showContent(content, "ISO-8859-1"); }}});
}

void ObjectEditor::offer(const QString& text, std::vector<std::pair<QString, std::function<void()>>> answers)
{
    const Theme& theme = m_appearance.theme();
    qDeleteAll(m_offer->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    delete m_offer->layout();
    auto* line = new QHBoxLayout(m_offer);
    line->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Warning, text, m_offer), 1);
    for (auto& [words, act] : answers) {
        auto* button = new LinkButton(m_appearance, words, m_offer);
        // Queued: the answer takes the button away.
        connect(button, &QAbstractButton::clicked, this, std::move(act), Qt::QueuedConnection);
        line->addWidget(button);
    }
    m_offer->show();
}

// Without what toPlainText() makes of spaces that do not break.
std::string ObjectEditor::text() const
{
    std::string text;
    for (QTextBlock line = m_text->document()->begin(); line.isValid(); line = line.next()) {
        if (line.blockNumber() > 0)
            text += '\n';
        text += line.text().toStdString();
    }
    return text;
}

// As typing does, so that it can be taken back.
void ObjectEditor::setText(const std::string& text)
{
    if (m_text->document()->isEmpty()) {
        m_text->setPlainText(toQString(text));
        return;
    }
    QTextCursor all(m_text->document());
    all.select(QTextCursor::Document);
    all.insertText(toQString(text));
}

bool ObjectEditor::isChanged() const
{
    return m_isLoaded && text() != m_base;
}

void ObjectEditor::refresh()
{
    const bool canChange = m_isLoaded && !m_isUndecided && m_gate.isOpen();
    const bool isSaving = m_save != nullptr;
    const bool changed = canChange && isChanged();
    m_text->setReadOnly(!canChange);
    m_saveButton->setEnabled(canChange && changed && !isSaving);
    m_saveButton->setToolTip(
        m_gate.isOpen()
            ? tr("Save (%1)").arg(QKeySequence(QKeySequence::Save).toString(QKeySequence::NativeText))
            : m_gate.reason());
    setWindowTitle(QStringLiteral("%1%2 \u2014 %3")
                       .arg(changed ? QStringLiteral("* ") : QString(), toOneLine(m_target.where.lastPart()),
                            toOneLine(m_target.where.bucket)));
    QStringList facts;
    if (m_isLoaded) {
        facts << toOneLine(m_form.encoding)
              << (m_form.lineEnd == "\n"     ? QStringLiteral("LF")
                  : m_form.lineEnd == "\r\n" ? QStringLiteral("CRLF")
                                             : QStringLiteral("CR"));
        if (!m_form.mark.empty())
            facts << tr("with a mark");
        if (m_form.isPacked)
            facts << tr("packed again in gzip when it is saved");
        if (!ObjectSave::isAtomic(m_target.client, false))
            facts << tr("last writer wins here");
        if (!m_gate.isOpen())
            facts << m_gate.reason();
    }
    m_facts->setText(facts.join(QStringLiteral(" \u00B7 ")));
    if (changed && !m_draftTimer.isActive())
        m_draftTimer.start();
}

void ObjectEditor::say(const QString& text, bool isProblem)
{
    m_status->setColor(isProblem ? Token::Danger : Token::Text2);
    m_status->setText(text);
}

void ObjectEditor::find()
{
    const QString wanted = m_find->text();
    bool isNumber = false;
    const int line = wanted.startsWith(u':') ? QStringView(wanted).mid(1).toInt(&isNumber) : 0;
    if (isNumber) {
        const int last = m_text->document()->blockCount();
        m_text->setTextCursor(QTextCursor(m_text->document()->findBlockByNumber(qBound(1, line, last) - 1)));
        m_text->setFocus();
    } else if (!wanted.isEmpty() && !m_text->find(wanted)) {
        const QTextCursor before = m_text->textCursor();
        m_text->moveCursor(QTextCursor::Start); // and all around
        if (!m_text->find(wanted)) {
            m_text->setTextCursor(before);
            say(tr("It is not there"), true);
        }
    }
}

// ---- saving -----------------------------------------------------------------------------------------------

void ObjectEditor::save()
{
    if (!m_isLoaded || m_isUndecided || m_save || m_question)
        return;
    if (!m_gate.isOpen()) {
        say(m_gate.reason(), true);
        return;
    }
    if (!isChanged()) {
        say(tr("Nothing has changed"));
        return;
    }
    if (m_isAsked && !m_gate.info().production)
        start(m_target.where.prefix, m_etag, m_like);
    else
        confirmSave([this] { start(m_target.where.prefix, m_etag, m_like); });
}

// A version with an id of its own stays, whatever the bucket does by now.
void ObjectEditor::confirmSave(std::function<void()> confirmed)
{
    const std::string& version = m_like["VersionId"].text();
    const bool isKept = !version.empty() && version != "null";
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Save %1?").arg(toOneLine(m_target.where.lastPart()));
    words.sentence = isKept ? tr("The content it has now stays as an older version.")
                            : tr("The content it has now is lost, unless this bucket keeps versions.");
    if (!ObjectSave::isAtomic(m_target.client, false))
        words.sentence += u' ' + tr("This server passes over conditions: it is looked at directly before, "
                                    "and the last writer wins.");
    words.call = tr("Will call s3.PutObject once");
    words.button = tr("Save");
    auto* dialog = new SaveDialog(m_appearance, words, m_keepsAcl, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, confirmed = std::move(confirmed)] {
        m_isAsked = true;
        m_keepsAcl = dialog->keepsAcl();
        m_question = nullptr;
        confirmed();
    });
    m_question = dialog;
    dialog->open();
}

void ObjectEditor::start(const std::string& key, const std::string& etag, const Value& like)
{
    const std::string text = this->text();
    const auto bytes = m_form.write(text);
    if (!bytes) {
        say(errorText(bytes.error()), true);
        return;
    }
    ObjectSave::Order order;
    order.bucket = m_target.where.bucket;
    order.key = key;
    order.bytes = *bytes;
    order.like = like;
    order.tagsOf = m_target.where.prefix;
    order.etag = etag;
    order.keepsAcl = m_keepsAcl;
    order.cause = "Edit";
    m_save = makeOwned<ObjectSave>(m_target.client, std::move(order));
    connect(m_save.get(), &Task::finished, this, [this, text] { ended(text); });
    m_save->start();
    say(tr("Saving\u2026"));
    refresh();
}

void ObjectEditor::ended(const std::string& text)
{
    const auto save = std::move(m_save);
    m_call = save->callId();
    if (!save->result()) {
        const Error& error = save->result().error();
        refresh();
        if (error.code == "ChangedMeanwhile" || error.code == "GoneMeanwhile")
            askTheirs(text);
        else
            say(tr("It was not saved: %1").arg(errorText(error)), true);
        return;
    }
    m_base = text;
    m_like = save->order().like;
    m_like.insert("VersionId", save->result()->version);
    m_etag = save->result()->etag;
    m_target.where.prefix = save->order().key;
    if (save->result()->aclFailure)
        say(tr("Saved, but with the usual ACL: %1").arg(errorText(*save->result()->aclFailure)), true);
    else
        say(tr("Saved"));
    if (!isChanged())
        dropDraft();
    refresh();
    emit saved(m_target.where.bucket);
}

void ObjectEditor::askTheirs(const std::string& text)
{
    say(tr("It has been changed meanwhile"), true);
    m_read = makeOwned<ObjectRead>(m_target.client, m_target.where.bucket, m_target.where.prefix,
                                   EditableText::mostBytes, "Edit");
    connect(m_read.get(), &Task::finished, this, [this, text] {
        const auto read = std::move(m_read);
        const auto& theirs = read->result();
        if (theirs)
            showConflict(*theirs, text);
        else if (theirs.error().httpStatus == 404)
            showConflict(std::nullopt, text);
        else
            say(tr("It was not saved, since it has been changed meanwhile: %1")
                    .arg(errorText(theirs.error())),
                true);
    });
    m_read->start();
}

void ObjectEditor::showConflict(const std::optional<ObjectRead::Content>& theirs, const std::string& text)
{
    std::optional<EditableText> read;
    if (theirs) {
        auto form = EditableText::read({theirs->bytes.constData(), std::size_t(theirs->bytes.size())},
                                       theirs->answer["ContentType"].text());
        if (form)
            read = std::move(form).value();
    }
    if (read && read->text == text) { // such as a save of ours whose answer was lost
        m_base = text;
        m_like = theirs->answer;
        m_etag = m_like["ETag"].text();
        dropDraft();
        say(tr("Saved"));
        refresh();
        return;
    }
    const auto merged = read ? mergeLines(m_base, text, read->text) : std::nullopt;
    const QString noText = read ? QString() : tr("What is there now is no text");
    ConflictDialog::Words words;
    words.title = theirs ? tr("Somebody else has changed %1").arg(toOneLine(m_target.where.lastPart()))
                         : tr("Somebody else has deleted %1").arg(toOneLine(m_target.where.lastPart()));
    words.sentence = tr("Nothing was saved. What you have typed is kept until you decide.");
    words.otherName = toQString(m_target.where.prefix) + tr(" (mine)");
    words.choices.push_back({tr("Save under this key"), {}});
    words.choices.push_back({theirs ? tr("Overwrite theirs") : tr("Save it anew"), {}});
    if (theirs) {
        words.choices.push_back({tr("Take theirs"), noText});
        words.choices.push_back({tr("Merge lines"), !read    ? noText
                                                    : merged ? QString()
                                                             : tr("Both have changed the same lines")});
    }
    auto* dialog = new ConflictDialog(m_appearance, m_gate.info(), words, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTexts(m_base, theirs ? std::optional(read ? read->text : std::string()) : std::nullopt, text);
    const auto adopt = [this, theirs, read] { // theirs are what mine are compared with from now on
        m_base = read->text;
        m_like = theirs->answer;
        m_etag = m_like["ETag"].text();
    };
    connect(dialog, &QDialog::finished, this, [this, dialog, theirs, read, merged, adopt](int number) {
        m_question = nullptr;
        enum { OtherKey = 1, Mine, Theirs, Merged };
        if (number == OtherKey) {
            start(dialog->otherName()->text().toStdString(), {}, m_like);
        } else if (number == Mine) {
            start(m_target.where.prefix, theirs ? theirs->answer["ETag"].text() : std::string(),
                  theirs ? theirs->answer : m_like);
        } else if (number == Theirs) {
            adopt();
            m_form = *read;
            setText(m_base);
            dropDraft();
            say({});
        } else if (number == Merged) {
            adopt();
            setText(*merged);
            say(tr("Both changes are in the text. It is not saved yet."));
        }
        refresh();
    });
    m_question = dialog;
    dialog->open();
}

// ---- drafts -----------------------------------------------------------------------------------------------

void ObjectEditor::keepDraft()
{
    if (!isChanged()) {
        m_draftTimer.stop();
        dropDraft();
        return;
    }
    const std::string now = text();
    if (now == m_keptDraft || m_isUndecided)
        return;
    const QFileInfo file(m_draftPath);
    const QJsonObject draft{{QStringLiteral("place"), toQString(m_target.where.uri())},
                            {QStringLiteral("etag"), toQString(m_etag)},
                            {QStringLiteral("base"), toQString(m_base)},
                            {QStringLiteral("text"), toQString(now)}};
    if (!makePrivateFolder(file.path()) ||
        !writePrivateFile(m_draftPath, QJsonDocument(draft).toJson(QJsonDocument::Compact)))
        say(tr("What you have typed cannot be kept on the disk"), true);
    else
        m_keptDraft = now;
}

void ObjectEditor::dropDraft()
{
    if (m_keptDraft.empty())
        return;
    QFile::remove(m_draftPath);
    m_keptDraft.clear();
}

void ObjectEditor::offerDraft()
{
    QFile file(m_draftPath);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject draft = QJsonDocument::fromJson(file.readAll()).object();
    const auto told = [draft](const char* name) {
        return draft[QLatin1String(name)].toString().toStdString();
    };
    if (told("place") != m_target.where.uri())
        return;
    const bool isOlder = told("etag") != m_etag;
    const QString when = momentText(QFileInfo(file).lastModified());
    offer(
        isOlder
            ? tr("There is a draft of %1 that was never saved; the object has been changed since.").arg(when)
            : tr("There is a draft of %1 that was never saved.").arg(when),
        {{tr("Go on with it"),
          [this, told] {
              // Saved by what it was made of, so that a newer object is not overwritten.
              m_keptDraft = told("text");
              m_base = told("base");
              m_etag = told("etag");
              setText(told("text"));
              m_offer->hide();
              refresh();
          }},
         {tr("Throw it away"), [this] {
              QFile::remove(m_draftPath);
              m_offer->hide();
          }}});
}

void ObjectEditor::closeEvent(QCloseEvent* event)
{
    if (!isChanged()) {
        event->accept();
        return;
    }
    event->ignore();
    if (m_question)
        return;
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Close %1 without saving?").arg(toOneLine(m_target.where.lastPart()));
    words.sentence = tr("What you have typed is lost.");
    words.call = tr("Nothing is sent");
    words.button = tr("Close");
    words.destructive = true;
    m_question = new ConfirmDialog(m_appearance, words, this);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this] {
        m_question = nullptr;
        dropDraft();
        m_isLoaded = false;
        close();
    });
    m_question->open();
}

} // namespace inia::ui
