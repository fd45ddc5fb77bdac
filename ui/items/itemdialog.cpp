#include "ui/items/itemdialog.h"

#include "ui/commands/commandtable.h"
#include "ui/items/itemeditor.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/textlabel.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

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
