#include "ui/transfers/transferdialog.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QHBoxLayout>

#include <array>

namespace inia::ui {

namespace {

// In the order of the segments; the first one loses nothing.
constexpr std::array<ExistingPolicy, 3> policies{ExistingPolicy::Skip, ExistingPolicy::KeepBoth,
                                                 ExistingPolicy::Overwrite};

} // namespace

TransferDialog::TransferDialog(const Appearance& appearance, const Confirmation& confirmation,
                               QWidget* parent)
    : ConfirmDialog(appearance, confirmation, parent),
      m_existing(new SegmentedControl(appearance, {tr("Skip"), tr("Keep both"), tr("Overwrite")}, this))
{
    m_existing->setAccessibleName(tr("What is there already"));
    m_existing->setOptionToolTip(1, tr("The new one gets a number: name (1).txt"));
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(appearance.theme().px(12));
    line->addWidget(new TextLabel(appearance, FontRole::Data, Token::Text, tr("What is there already")));
    line->addWidget(m_existing);
    line->addStretch(1);
    setBody(row);
}

ExistingPolicy TransferDialog::existing() const
{
    return policies.at(static_cast<std::size_t>(std::max(0, m_existing->currentIndex())));
}

} // namespace inia::ui
