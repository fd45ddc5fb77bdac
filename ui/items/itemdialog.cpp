#include "ui/items/itemdialog.h"

#include "ui/commands/commandtable.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtGui/QShortcut>
#include <QtGui/QTextBlock>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int checkDelayMs = 400; // while one types, nothing is wrong yet

} // namespace

ItemEditor::ItemEditor(const Appearance& appearance, dynamodb::TableSchema schema, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_schema(std::move(schema)),
      m_forms(new SegmentedControl(appearance, {tr("JSON"), tr("DynamoDB JSON")}, this,
                                   SegmentedControl::Size::Dock)),
      m_text(new QPlainTextEdit(this)),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    m_forms->setOptionToolTip(
        0, tr("Plain values; sets are written {\"$set\": [\u2026]}, binary {\"$blob\": \"base64\"}"));
    m_forms->setOptionToolTip(1, tr("Each value with its type: {\"S\": \"text\"}"));
    m_text->setProperty("kind", QStringLiteral("field"));
    m_text->setFont(appearance.theme().font(FontRole::Mono));
    m_text->setAccessibleName(tr("The item as JSON"));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(6));
    column->addWidget(m_text, 1);
    column->addWidget(m_problem);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(checkDelayMs);
    connect(&m_checkTimer, &QTimer::timeout, this, [this] { (void)read(false); });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isFilling)
            return;
        forgetProblem();
        m_checkTimer.start();
        emit edited();
    });
    connect(m_forms, &SegmentedControl::currentChanged, this,
            [this](int index) { chooseForm(static_cast<dynamodb::ItemForm>(index)); });
}

void ItemEditor::setItem(const dynamodb::NativeValue& item)
{
    auto text = dynamodb::itemToText(item, m_form);
    m_isFilling = true;
    forgetProblem();
    m_checkTimer.stop();
    if (text)
        m_text->setPlainText(toQString(*text));
    else
        showProblem(toQString(text.error().message));
    m_text->document()->setModified(false);
    m_isFilling = false;
}

std::optional<dynamodb::NativeValue> ItemEditor::item()
{
    return read(true);
}

bool ItemEditor::isEdited() const
{
    return m_text->document()->isModified();
}

std::optional<dynamodb::NativeValue> ItemEditor::read(bool moveCursor)
{
    m_checkTimer.stop();
    const std::string text = m_text->toPlainText().toStdString();
    dynamodb::TextProblem problem;
    auto item = dynamodb::itemFromText(text, m_form, problem);
    if (!item) {
        const auto at = dynamodb::positionAt(text, problem.offset);
        showProblem(tr("Line %1, column %2: %3").arg(at.line).arg(at.column).arg(toQString(problem.message)));
        mark(at.line);
        if (moveCursor) {
            QTextCursor cursor = m_text->textCursor();
            const auto before = std::string_view(text).substr(0, problem.offset);
            cursor.setPosition(static_cast<int>(toQString(before).size()));
            m_text->setTextCursor(cursor);
            m_text->setFocus();
        }
        return std::nullopt;
    }
    if (const auto checked = dynamodb::checkItemKeys(*item, m_schema); !checked) {
        showProblem(toQString(checked.error().message));
        return std::nullopt;
    }
    return item;
}

// Only what can be read can be written in the other way; otherwise the text stays as it is.
void ItemEditor::chooseForm(dynamodb::ItemForm form)
{
    if (form == m_form)
        return;
    dynamodb::TextProblem problem;
    const auto item = dynamodb::itemFromText(m_text->toPlainText().toStdString(), m_form, problem);
    if (!item) {
        m_forms->setCurrentIndex(static_cast<int>(m_form));
        (void)read(true);
        return;
    }
    const bool wasEdited = isEdited();
    m_form = form;
    setItem(*item);
    m_text->document()->setModified(wasEdited);
}

void ItemEditor::forgetProblem()
{
    m_problem->hide();
    m_text->setExtraSelections({});
}

void ItemEditor::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->show();
}

void ItemEditor::mark(int line)
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(m_text->document()->findBlockByNumber(line - 1));
    selection.format.setBackground(m_appearance.theme().color(Token::DangerBg));
    selection.format.setProperty(QTextFormat::FullWidthSelection, true);
    m_text->setExtraSelections({selection});
}

void ItemEditor::setBusy(bool busy)
{
    m_text->setReadOnly(busy);
    m_forms->setEnabled(!busy);
}

QSize ItemEditor::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {theme.px(600), theme.px(340)};
}

namespace {

constexpr int dialogWidth = 680;
constexpr int newerHeight = 140;

} // namespace

ItemDialog::ItemDialog(const Appearance& appearance, const Confirmation& confirmation,
                       const dynamodb::TableSchema& schema, QWidget* parent)
    : ConfirmDialog(appearance, confirmation, parent),
      m_verb(confirmation.button),
      m_profile(confirmation.session.profile),
      m_editor(new ItemEditor(appearance, schema, this)),
      m_note(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_newerText(new ItemEditor(appearance, {}, this))
{
    build();
    setMinimumWidth(appearance.theme().px(dialogWidth));
    // Return is a new line here, and nothing is stored by the way.
    confirmButton()->setDefault(false);
    cancelButton()->setDefault(false);
    connect(m_editor, &ItemEditor::edited, this, [this] {
        m_hasAskedToDiscard = false;
        refreshButtons();
    });
    if (nameField() != nullptr)
        connect(nameField(), &QLineEdit::textChanged, this, &ItemDialog::refreshButtons);
    for (const auto& key : keysOf(CommandId::StoreItem)) {
        auto* shortcut = new QShortcut(key, this);
        connect(shortcut, &QShortcut::activated, confirmButton(), &QAbstractButton::click);
    }
    confirmButton()->setToolTip(keyText(CommandId::StoreItem));
    m_editor->text()->setFocus();
}

void ItemDialog::build()
{
    const Theme& theme = appearance().theme();
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(6));
    auto* head = new QHBoxLayout;
    head->addWidget(m_note, 1);
    head->addWidget(m_editor->forms(), 0, Qt::AlignRight | Qt::AlignBottom);
    column->addLayout(head);
    column->addWidget(m_editor, 1);
    column->addWidget(buildConflict());
    setBody(body);
}

QWidget* ItemDialog::buildConflict()
{
    const Theme& theme = appearance().theme();
    m_conflict = new QWidget(this);
    auto* column = new QVBoxLayout(m_conflict);
    column->setContentsMargins(0, theme.px(6), 0, 0);
    column->setSpacing(theme.px(6));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.sizes().buttonGap);
    m_conflictText = new TextLabel(appearance(), FontRole::Strong, Token::Danger);
    auto* take = new Button(appearance(), Button::Kind::Default, tr("Edit the newer one"));
    take->setAutoDefault(false);
    m_takeNewer = take;
    head->addWidget(m_conflictText, 1);
    head->addWidget(take, 0, Qt::AlignTop);
    column->addLayout(head);
    m_newerText->forms()->hide();
    m_newerText->text()->setReadOnly(true);
    m_newerText->text()->setAccessibleName(tr("The item as it is stored now"));
    m_newerText->setFixedHeight(theme.px(newerHeight));
    column->addWidget(m_newerText);
    m_conflict->hide();
    connect(take, &QAbstractButton::clicked, this, [this] {
        const auto newer = m_newer;
        endConflict();
        m_editor->setItem(*newer);
        emit newerTaken();
    });
    return m_conflict;
}

void ItemDialog::setItem(const dynamodb::NativeValue& item)
{
    m_editor->setItem(item);
    refreshButtons();
}

void ItemDialog::setNote(const QString& text)
{
    m_note->setText(text);
}

void ItemDialog::setBusy(const QString& what)
{
    m_isBusy = true;
    m_editor->setBusy(true);
    m_note->setText(what);
    refreshButtons();
}

void ItemDialog::setIdle()
{
    m_isBusy = false;
    m_editor->setBusy(m_isForbidden);
    m_note->setText({});
    refreshButtons();
}

void ItemDialog::showProblem(const QString& text)
{
    m_editor->showProblem(text);
}

void ItemDialog::showConflict(const std::optional<dynamodb::NativeValue>& newer)
{
    m_newer = newer;
    m_conflictText->setText(newer ? tr("The item was changed by another since it was read. It is now:")
                                  : tr("The item was deleted by another since it was read."));
    m_takeNewer->setVisible(newer.has_value());
    m_newerText->setVisible(newer.has_value());
    if (newer)
        m_newerText->setItem(*newer);
    m_conflict->show();
    const QString verb = newer ? tr("Overwrite the newer item") : tr("Store the item anew");
    confirmButton()->setText(tr("%1 in %2").arg(verb, m_profile));
    confirmButton()->updateGeometry();
}

void ItemDialog::endConflict()
{
    m_newer.reset();
    m_conflict->hide();
    confirmButton()->setText(tr("%1 in %2").arg(m_verb, m_profile));
    confirmButton()->updateGeometry();
}

void ItemDialog::forbid()
{
    m_isForbidden = true;
    m_editor->setBusy(true);
    refreshButtons();
}

void ItemDialog::refreshButtons()
{
    const bool isNamed = nameField() == nullptr || nameField()->text() == m_profile;
    confirmButton()->setEnabled(!m_isBusy && !m_isForbidden && isNamed);
    cancelButton()->setText(m_hasAskedToDiscard ? tr("Discard the text") : tr("Cancel"));
    cancelButton()->updateGeometry();
}

void ItemDialog::confirm()
{
    if (m_isBusy || m_isForbidden)
        return;
    const auto item = m_editor->item();
    if (!item)
        return;
    endConflict();
    emit submitted(*item);
}

void ItemDialog::reject()
{
    if (m_isBusy) {
        emit cancelRequested(); // the owner says how that ended
        return;
    }
    if (m_editor->isEdited() && !m_hasAskedToDiscard) {
        m_hasAskedToDiscard = true;
        showProblem(tr("The text was edited and is not stored. Press Escape once more to discard it."));
        refreshButtons();
        return;
    }
    ConfirmDialog::reject();
}

} // namespace inia::ui
