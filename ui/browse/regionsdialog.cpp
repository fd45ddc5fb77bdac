#include "ui/browse/regionsdialog.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr int regionsWidth = 520;
constexpr int regionsHeight = 600;

} // namespace

RegionsDialog::RegionsDialog(const Appearance& appearance, Choice choice, QWidget* parent)
    : QDialog(parent),
      m_choice(std::move(choice)),
      m_list(new QListWidget(this)),
      m_verdict(new TextLabel(appearance, FontRole::Secondary, Token::Text2, {}, this)),
      m_apply(new Button(appearance, Button::Kind::Primary, tr("List"), QStringLiteral("globe"), this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    setWindowTitle(tr("List %1 in several regions").arg(m_choice.what));
    resize(theme.px(regionsWidth), theme.px(regionsHeight));
    m_list->setAccessibleName(tr("Regions"));
    m_list->setFrameShape(QFrame::NoFrame);
    for (const auto& region : m_choice.regions) {
        const QString place = toOneLine(region.description);
        auto* item = new QListWidgetItem(
            region.isKnown ? QStringLiteral("%1  \u00B7  %2").arg(toOneLine(region.name), place)
                           : tr("%1  \u00B7  %2, not known to have it").arg(toOneLine(region.name), place),
            m_list);
        item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    const auto button = [&](const QString& text) {
        auto* made = new Button(appearance, Button::Kind::Default, text, {}, this);
        made->setAutoDefault(false);
        return made;
    };
    auto* all = button(tr("All"));
    auto* none = button(tr("None"));
    auto* enabled = button(tr("Those the account has enabled"));
    enabled->setToolTip(tr("Asks EC2 for its regions: 1 request"));
    enabled->setEnabled(m_choice.ec2.has_value());
    auto* cancel = button(tr("Cancel"));
    auto* choices = new QHBoxLayout;
    choices->setSpacing(theme.px(8));
    for (QWidget* each : {all, none, enabled})
        choices->addWidget(each);
    choices->addStretch(1);
    auto* end = new QHBoxLayout;
    end->setSpacing(theme.px(8));
    end->addWidget(m_verdict, 1);
    end->addWidget(cancel);
    end->addWidget(m_apply);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(theme.px(10));
    column->addLayout(choices);
    column->addWidget(m_list, 1);
    column->addLayout(end);
    m_apply->setDefault(true);
    connect(all, &QAbstractButton::clicked, this, &RegionsDialog::checkKnown);
    connect(none, &QAbstractButton::clicked, this, [this] { check({}); });
    connect(enabled, &QAbstractButton::clicked, this, &RegionsDialog::askEnabled);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemChanged, this, &RegionsDialog::judge);
    connect(m_apply, &QAbstractButton::clicked, this, [this] {
        emit chosen(regions());
        accept();
    });
    if (m_choice.chosen.empty())
        checkKnown();
    else
        check(m_choice.chosen);
    m_list->setCurrentRow(0);
    m_list->setFocus();
}

RegionsDialog::~RegionsDialog() = default;

void RegionsDialog::check(const std::vector<std::string>& names)
{
    for (std::size_t i = 0; i < m_choice.regions.size(); ++i) {
        const bool isWanted = std::find(names.begin(), names.end(), m_choice.regions[i].name) != names.end();
        m_list->item(static_cast<int>(i))->setCheckState(isWanted ? Qt::Checked : Qt::Unchecked);
    }
    judge();
}

void RegionsDialog::checkKnown()
{
    std::vector<std::string> names;
    for (const auto& region : m_choice.regions) {
        if (region.isKnown)
            names.push_back(region.name);
    }
    check(names);
}

std::vector<std::string> RegionsDialog::checkedNames() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_choice.regions.size(); ++i) {
        if (m_list->item(static_cast<int>(i))->checkState() == Qt::Checked)
            names.push_back(m_choice.regions[i].name);
    }
    return names;
}

std::vector<std::string> RegionsDialog::regions() const
{
    bool isAll = true;
    for (std::size_t i = 0; i < m_choice.regions.size(); ++i) {
        const bool isChecked = m_list->item(static_cast<int>(i))->checkState() == Qt::Checked;
        isAll = isAll && isChecked == m_choice.regions[i].isKnown;
    }
    return isAll ? std::vector<std::string>{std::string(ResourceLocation::allRegions)} : checkedNames();
}

// One region alone is the ordinary list.
void RegionsDialog::judge()
{
    const auto count = checkedNames().size();
    m_apply->setEnabled(count > 1);
    m_verdict->setText(count > 1 ? tr("%1 regions, at least 1 request each").arg(count)
                                 : tr("Check two regions or more"));
}

QString RegionsDialog::verdict() const
{
    return m_verdict->text();
}

void RegionsDialog::askEnabled()
{
    if (!m_choice.ec2 || (m_reply && !m_reply->isFinished()))
        return;
    CallOptions options;
    options.cause = "Regions of the account";
    m_verdict->setText(tr("Asking EC2…"));
    m_reply = m_choice.ec2->call("DescribeRegions", Value::emptyMap(), std::move(options));
    connect(m_reply.get(), &Task::finished, this, &RegionsDialog::takeEnabled);
}

void RegionsDialog::takeEnabled()
{
    const auto& result = m_reply->result();
    if (!result) {
        m_verdict->setText(tr("EC2 did not tell: %1").arg(toOneLine(result.error().message)));
        return;
    }
    std::vector<std::string> enabled;
    for (const auto& region : (*result)["Regions"].items())
        enabled.emplace_back(region["RegionName"].text());
    std::vector<std::string> names;
    for (const auto& region : m_choice.regions) {
        if (region.isKnown && std::find(enabled.begin(), enabled.end(), region.name) != enabled.end())
            names.push_back(region.name);
    }
    check(names);
}

} // namespace inia::ui
