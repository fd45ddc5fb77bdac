#include "ui/forms/formfield.h"

#include "core/model/names.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class FormTexts {
    Q_DECLARE_TR_FUNCTIONS(FormTexts)
};

} // namespace

QString FormContext::memberDocs(std::string_view structure, std::string_view member) const
{
    if (!docs)
        return {};
    const Node shape = docs->root()["shapes"][structure];
    return toQString(plainText(shape["members"][member]["documentation"].text()));
}

QString FormContext::operationDocs(std::string_view operation) const
{
    return docs ? toQString(plainText(docs->root()["operations"][operation]["documentation"].text()))
                : QString();
}

QString firstSentence(const QString& text, int most)
{
    const QString line = text.section(QStringLiteral("\n\n"), 0, 0).simplified();
    qsizetype end = line.indexOf(QStringLiteral(". "));
    // "e.g. " and the like do not end one.
    while (end >= 0 && end < 12)
        end = line.indexOf(QStringLiteral(". "), end + 1);
    const QString sentence = end < 0 ? line : line.left(end + 1);
    return sentence.size() <= most ? sentence : sentence.left(most - 1).trimmed() + QStringLiteral("…");
}

QString shapeWords(const Shape& shape)
{
    const QString name = toQString(shape.typeName());
    if (shape.type() == ShapeType::Text && shape.trait("enum"))
        return FormTexts::tr("enum · %1").arg(groupedNumber(shape.trait("enum").size()));
    if (shape.type() == ShapeType::List) {
        const Shape element = shape.element();
        const bool nested = element.type() == ShapeType::Structure;
        return FormTexts::tr("list of %1").arg(toQString(nested ? element.name() : element.typeName()));
    }
    if (shape.isDocument())
        return FormTexts::tr("document");
    return shape.isUnion() ? FormTexts::tr("one of %1").arg(shape.memberCount()) : name;
}

} // namespace inia::ui
