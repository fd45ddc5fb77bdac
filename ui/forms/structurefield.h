#pragma once

#include "ui/forms/formfield.h"

#include <string>
#include <vector>

class QVBoxLayout;

namespace inia::ui {

class FoldHeader;
class FormRow;

// The members of a structure, one row each: required ones first, then the others behind one row that says
// how many there are. Rows are made when the structure is opened, those behind that row when it is.
class StructureField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StructureField)

public:
    // Which members are asked for.
    struct Members {
        Shape shape;
        std::vector<std::string> names; // required ones first
        std::size_t requiredCount = 0;

        [[nodiscard]] static Members of(const Shape& shape);
    };

    // `context` outlives the field.
    StructureField(const FormContext& context, Members members, bool required, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;
    void open() override;

    // Shows where something that was typed is no value; false then.
    bool check();
    // The first field, for the keyboard; null when there is none.
    [[nodiscard]] QWidget* firstField() const;

private:
    void addRow(const std::string& name, bool required, QVBoxLayout* layout);
    void openRest();
    [[nodiscard]] FormRow* row(const std::string& name) const;

    const FormContext& m_context;
    Members m_members;
    bool m_required;
    bool m_isOpen = false;
    Value m_pending; // set while not open, or of members without a row
    std::vector<FormRow*> m_rows;
    QVBoxLayout* m_layout;
    FoldHeader* m_restHead = nullptr;
    QWidget* m_rest = nullptr;
};

} // namespace inia::ui
