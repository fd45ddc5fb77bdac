#include "ui/dialogs/actiondialog.h"

#include "ui/theme/appearance.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {
constexpr int formDialogWidth = 640;
} // namespace

ActionDialog::ActionDialog(const Appearance& appearance, const Confirmation& confirmation,
                           StructureField::Members members, const Value& filled,
                           std::shared_ptr<const Document> docs, QWidget* parent)
    : ConfirmDialog(appearance, confirmation, parent)
{
    if (members.names.empty())
        return;
    const bool mustAsk = members.requiredCount > 0;
    m_form = new ShapeForm(appearance, std::move(members), std::move(docs), this);
    m_form->setFilled(filled);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(6));
    auto* head = new QHBoxLayout;
    head->addStretch(1);
    head->addWidget(m_form->modes());
    column->addLayout(head);
    column->addWidget(m_form, 1);
    setBody(body);
    setMinimumWidth(appearance.theme().px(formDialogWidth));
    if (mustAsk && nameField() == nullptr)
        m_form->focusFirst();
}

void ActionDialog::confirm()
{
    if (m_form == nullptr || m_form->check())
        accept();
}

} // namespace inia::ui
