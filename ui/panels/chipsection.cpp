#include "ui/panels/chipsection.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"

#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

ChipSection::ChipSection(const Appearance& appearance, const QString& title, Place place, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    const Theme& theme = appearance.theme();
    const bool isFoot = place == Place::Foot;
    const int padding = theme.sizes().panelPadding;
    m_chips = new FlowLayout(theme.px(isFoot ? 8 : 6));
    auto* label = new ElidedLabel(appearance, FontRole::Badge, Token::Text2, this);
    label->setText(title.toUpper());
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(padding, theme.px(isFoot ? 12 : 10), padding, theme.px(isFoot ? 12 : 0));
    lines->setSpacing(theme.px(isFoot ? 8 : 4));
    lines->addWidget(label);
    lines->addLayout(m_chips);
}

ChipSection* ChipSection::forCopies(const Appearance& appearance, Place place, QWidget* parent)
{
    return new ChipSection(appearance, tr("Copy as"), place, parent);
}

Chip* ChipSection::addChip(Chip::Kind kind, const QString& key, const QString& value)
{
    auto* chip = new Chip(m_appearance, kind, key, value, this);
    m_chips->addWidget(chip);
    return chip;
}

Chip* ChipSection::addCopy(const QString& name, std::function<QString()> text)
{
    Chip* chip = addChip(Chip::Kind::Outlined, {}, name);
    chip->setAccessibleName(tr("Copy as %1").arg(name));
    connect(chip, &QAbstractButton::clicked, this, [this, text = std::move(text)] {
        if (const QString copy = text(); !copy.isEmpty())
            emit copyRequested(copy);
    });
    return chip;
}

} // namespace inia::ui
