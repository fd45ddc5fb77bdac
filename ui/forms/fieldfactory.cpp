#include "ui/forms/blobfield.h"
#include "ui/forms/containerfields.h"
#include "ui/forms/formfield.h"
#include "ui/forms/scalarfields.h"
#include "ui/forms/structurefield.h"

namespace inia::ui {

bool FormField::showProblem(const QString&, const QString&)
{
    return false;
}

FormField* makeField(const FormContext& context, const Shape& shape, bool required, QWidget* parent)
{
    switch (shape.type()) {
    case ShapeType::Structure:
        if (shape.isDocument())
            return new DocumentField(context, shape, parent);
        if (shape.isUnion())
            return new UnionField(context, shape, parent);
        return new StructureField(context, StructureField::Members::of(shape), required, parent);
    case ShapeType::List:
        return new ListField(context, shape, parent);
    case ShapeType::Map:
        return new MapField(context, shape, parent);
    case ShapeType::Blob:
        return new BlobField(context, parent);
    case ShapeType::Bool:
        return new ChoiceField(context, shape, parent);
    case ShapeType::Text:
        if (shape.trait("enum"))
            return new ChoiceField(context, shape, parent);
        return new TextField(context, shape, parent);
    default:
        return new TextField(context, shape, parent);
    }
}

} // namespace inia::ui
