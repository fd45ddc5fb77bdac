#pragma once

#include "ui/forms/formfield.h"

#include <string>
#include <vector>

namespace inia::ui {

// A structure of a few scalars in one line, such as key and value of a tag; names are placeholders.
class InlineField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InlineField)

public:
    // Whether a structure fits in a line.
    [[nodiscard]] static bool fits(const Shape& shape);

    InlineField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;

private:
    struct Part {
        std::string name;
        FormField* field;
    };
    std::vector<Part> m_parts;
};

} // namespace inia::ui
