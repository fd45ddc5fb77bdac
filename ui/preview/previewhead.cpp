#include "ui/preview/previewhead.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

constexpr std::array delimiters{',', ';', '\t', '|'};

} // namespace

PreviewHead::PreviewHead(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_kinds(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_facts(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_form(new SegmentedControl(appearance, {tr("Tree"), tr("Text")}, this, SegmentedControl::Size::Dock)),
      m_part(
          new SegmentedControl(appearance, {tr("Beginning"), tr("End")}, this, SegmentedControl::Size::Dock)),
      m_delimiters(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_header(new SegmentedControl(appearance, {tr("Header"), tr("No header")}, this,
                                    SegmentedControl::Size::Dock)),
      m_find(new QLineEdit(this))
{
    const Theme& theme = appearance.theme();
    QStringList kinds;
    for (int i = 0; i < previewKindCount; ++i)
        kinds.append(previewKindName(static_cast<PreviewKind>(i)));
    m_kinds->setChoices(kinds);
    m_kinds->setAccessibleName(tr("Shown as"));
    m_kinds->fitWidth();
    m_delimiters->setChoices({tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Bar")});
    m_delimiters->setAccessibleName(tr("Cells are divided by"));
    m_delimiters->fitWidth();
    m_facts->setElideMode(Qt::ElideRight);
    m_find->setPlaceholderText(tr("Find in what is loaded"));
    m_find->setAccessibleName(m_find->placeholderText());
    m_find->setClearButtonEnabled(true);
    m_find->addAction(appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_find->setMinimumWidth(theme.px(120));
    m_find->setMaximumWidth(theme.px(260));
    setFixedHeight(theme.sizes().filterRow);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(8), 0, theme.px(8), 0);
    line->setSpacing(theme.px(8));
    line->addWidget(m_kinds);
    line->addWidget(m_form);
    line->addWidget(m_part);
    line->addWidget(m_delimiters);
    line->addWidget(m_header);
    line->addWidget(m_facts, 1);
    line->addWidget(m_find);
    connect(m_kinds, &QComboBox::activated, this,
            [this](int index) { emit kindChosen(static_cast<PreviewKind>(index)); });
    connect(m_form, &SegmentedControl::currentChanged, this, &PreviewHead::formChosen);
    connect(m_part, &SegmentedControl::currentChanged, this,
            [this](int index) { emit partChosen(index == 1); });
    connect(m_delimiters, &QComboBox::activated, this, &PreviewHead::tellDialect);
    connect(m_header, &SegmentedControl::currentChanged, this, &PreviewHead::tellDialect);
    connect(m_find, &QLineEdit::returnPressed, this, &PreviewHead::findRequested);
}

void PreviewHead::show(const PreviewContent* content, bool isShown, bool isByLines)
{
    m_kinds->setVisible(content != nullptr);
    if (content != nullptr)
        m_kinds->setCurrentIndex(static_cast<int>(content->kind));
    const bool isJson = isShown && content->kind == PreviewKind::Json;
    const bool isDelimited = isShown && content->kind == PreviewKind::Table && !content->table.isJsonLines();
    m_facts->setText(isShown ? content->facts.join(QStringLiteral(" \u00B7 ")) : QString());
    m_form->setVisible(isJson);
    m_part->setVisible(isShown && content->hasEnd);
    m_part->setCurrentIndex(content != nullptr && content->base > 0 ? 1 : 0);
    m_delimiters->setVisible(isDelimited);
    m_header->setVisible(isDelimited);
    m_canFind = isShown && isByLines;
    fit();
    if (!isDelimited)
        return;
    const auto& dialect = content->table.dialect();
    const auto* at = std::find(delimiters.begin(), delimiters.end(), dialect.delimiter);
    m_delimiters->setCurrentIndex(static_cast<int>(at - delimiters.begin()));
    m_header->setCurrentIndex(dialect.hasHeader ? 0 : 1);
}

// In a narrow panel the field comes when it is asked for.
void PreviewHead::fit()
{
    constexpr int enough = 480;
    m_find->setVisible(m_canFind && (m_isFinding || width() >= m_appearance.theme().px(enough)));
}

void PreviewHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool PreviewHead::wantsTree() const
{
    return m_form->currentIndex() == 0;
}

void PreviewHead::setWantsTree(bool wantsTree)
{
    m_form->setCurrentIndex(wantsTree ? 0 : 1);
}

void PreviewHead::focusFind()
{
    m_isFinding = true;
    fit();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

QString PreviewHead::wanted() const
{
    return m_find->isVisible() ? m_find->text() : QString();
}

void PreviewHead::tellDialect()
{
    const int index = qBound(0, m_delimiters->currentIndex(), static_cast<int>(delimiters.size()) - 1);
    emit dialectChosen(delimiters.at(static_cast<std::size_t>(index)), m_header->currentIndex() == 0);
}

} // namespace inia::ui
