#include "ui/transfers/transferdialog.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <array>

namespace inia::ui {

namespace {

// In the order of the segments; the first one loses nothing.
constexpr std::array<ExistingPolicy, 3> policies{ExistingPolicy::Skip, ExistingPolicy::KeepBoth,
                                                 ExistingPolicy::Overwrite};

} // namespace

TransferDialog::TransferDialog(const Appearance& appearance, const Confirmation& confirmation,
                               TransferKind kind, QWidget* parent)
    : ConfirmDialog(appearance, confirmation, parent),
      m_existing(new SegmentedControl(appearance, {tr("Skip"), tr("Keep both"), tr("Overwrite")}, this))
{
    m_existing->setAccessibleName(tr("What is there already"));
    m_existing->setOptionToolTip(1, tr("The new one gets a number: name (1).txt"));
    auto* body = new QWidget(this);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(appearance.theme().px(8));
    rows->addWidget(makeRow(tr("What is there already"), m_existing));
    if (kind == TransferKind::Upload) {
        m_contentType = new QLineEdit(this);
        m_contentType->setObjectName(QStringLiteral("content-type"));
        m_contentType->setAccessibleName(tr("Content-Type"));
        m_contentType->setPlaceholderText(tr("By each file's name"));
        m_contentType->setMinimumWidth(appearance.theme().px(220));
        rows->addWidget(makeRow(tr("Content-Type"), m_contentType));
    }
    setBody(body);
}

QWidget* TransferDialog::makeRow(const QString& words, QWidget* widget)
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(appearance().theme().px(12));
    line->addWidget(new TextLabel(appearance(), FontRole::Data, Token::Text, words));
    line->addWidget(widget);
    line->addStretch(1);
    return row;
}

ExistingPolicy TransferDialog::existing() const
{
    return policies.at(static_cast<std::size_t>(std::max(0, m_existing->currentIndex())));
}

std::string TransferDialog::contentType() const
{
    return m_contentType ? m_contentType->text().trimmed().toStdString() : std::string();
}

} // namespace inia::ui
