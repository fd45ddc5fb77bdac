#include "ui/panels/resourcesections.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcenames.h"
#include "ui/models/resourcepresentation.h"
#include "ui/panels/chipsection.h"
#include "ui/panels/resourcecopies.h"
#include "ui/panels/resourcefacts.h"
#include "ui/panels/valuefold.h"
#include "ui/theme/appearance.h"

#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

ResourceSections::ResourceSections(const Appearance& appearance, const Resource& resource, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, appearance.theme().px(12));
    lines->setSpacing(0);
    addTags(resource);
    addNested(resource);
    addCollections(resource);
    addCopies(resource);
}

ChipSection* ResourceSections::add(ChipSection* section)
{
    layout()->addWidget(section);
    connect(section, &ChipSection::copyRequested, this, &ResourceSections::copyRequested);
    return section;
}

ChipSection* ResourceSections::addSection(const QString& title)
{
    return add(new ChipSection(m_appearance, title, ChipSection::Place::Section, this));
}

void ResourceSections::addTags(const Resource& resource)
{
    const Value tags = tagsOf(resource.data());
    if (tags.size() == 0)
        return;
    auto* section = addSection(tr("Tags"));
    for (const auto& tag : tags.items()) {
        const QString key = toOneLine(tag["Key"].text());
        const QString value = toOneLine(tag["Value"].text());
        auto* chip = section->addChip(Chip::Kind::Tag, key, value);
        chip->setToolTip(tr("%1 = %2: click to copy").arg(key, value));
        connect(chip, &QAbstractButton::clicked, this,
                [this, text = toQString(tag["Key"].text() + "=" + tag["Value"].text())] {
                    emit copyRequested(text);
                });
    }
}

void ResourceSections::addNested(const Resource& resource)
{
    const auto nested = nestedAttributes(resource);
    if (nested.empty())
        return;
    (void)addSection(tr("Structures"));
    for (const auto& [name, value] : nested) {
        auto* fold = new ValueFold(m_appearance, name, value, this);
        layout()->addWidget(fold);
        connect(fold, &ValueFold::copyRequested, this, &ResourceSections::copyRequested);
    }
}

void ResourceSections::addCollections(const Resource& resource)
{
    const auto collections = collectionNames(resource);
    if (collections.empty())
        return;
    auto* section = addSection(tr("Has"));
    for (const auto& collection : collections) {
        const QString text = collectionLabel(collection);
        auto* chip = section->addChip(Chip::Kind::Outlined, {}, text);
        chip->setAccessibleName(tr("Open %1").arg(text));
        connect(chip, &QAbstractButton::clicked, this,
                [this, collection] { emit collectionOpened(collection); });
    }
}

void ResourceSections::addCopies(const Resource& resource)
{
    auto* section = add(ChipSection::forCopies(m_appearance, ChipSection::Place::Section, this));
    const QString arn = toQString(arnOf(resource));
    const QString id = identifierText(resource);
    if (!arn.isEmpty())
        section->addCopy(tr("ARN"), [arn] { return arn; });
    if (id != arn && !id.isEmpty())
        section->addCopy(tr("Id"), [id] { return id; });
    section->addCopy(tr("JSON"), [resource] { return resourceJson(resource); });
}

} // namespace inia::ui
