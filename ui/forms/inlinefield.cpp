#include "ui/forms/inlinefield.h"

#include "ui/forms/formcontext.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

namespace {
constexpr std::uint32_t mostParts = 3;
} // namespace

bool InlineField::fits(const Shape& shape)
{
    if (shape.type() != ShapeType::Structure || shape.isUnion() || shape.isDocument() ||
        shape.memberCount() == 0 || shape.memberCount() > mostParts)
        return false;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        switch (shape.memberAt(i).shape.type()) {
        case ShapeType::Structure:
        case ShapeType::List:
        case ShapeType::Map:
        case ShapeType::Blob:
            return false;
        default:
            break;
        }
    }
    return true;
}

InlineField::InlineField(const FormContext& context, const Shape& shape, QWidget* parent) : FormField(parent)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(context.appearance.theme().px(6));
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        auto* field = makeField(context, member.shape, false, this);
        const QString name = toQString(member.name);
        const QString docs = context.memberDocs(shape.name(), member.name);
        field->setToolTip(docs.isEmpty() ? name : name + QStringLiteral(": ") + firstSentence(docs));
        if (auto* edit = field->findChild<QLineEdit*>()) {
            edit->setPlaceholderText(name);
            edit->setAccessibleName(name);
        }
        connect(field, &FormField::edited, this, &FormField::edited);
        line->addWidget(field, 1);
        m_parts.push_back({std::string(member.name), field});
    }
    setFocusProxy(m_parts.front().field);
}

Value InlineField::value() const
{
    Value result;
    for (const auto& part : m_parts) {
        if (Value value = part.field->value(); !value.isNull())
            result.insert(part.name, std::move(value));
    }
    return result;
}

void InlineField::setValue(const Value& value)
{
    for (const auto& part : m_parts)
        part.field->setValue(value[part.name]);
}

QString InlineField::problem() const
{
    for (const auto& part : m_parts) {
        if (const QString problem = part.field->problem(); !problem.isEmpty())
            return toQString(part.name) + QStringLiteral(": ") + problem;
    }
    return {};
}

} // namespace inia::ui
