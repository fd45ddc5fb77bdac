#pragma once

#include "ui/browse/servicekit.h"

namespace inia::ui {

class ConsoleView;

// The API console: places are "api://", "api://ec2" and "api://ec2/RunInstances". The details are what it
// sends and what came of it.
class ConsolePage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConsolePage)

public:
    static constexpr std::string_view scheme = "api";

    ConsolePage(const ViewParts& parts, DetailsArea& details);

    [[nodiscard]] static bool isFor(const Place& place);
    // In place of what is set.
    void setParams(const Value& params);
    [[nodiscard]] static Place placeOf(const std::string& service, const std::string& operation = {});

    [[nodiscard]] QWidget* focusArea() const override;
    void enter(const Place& place, const Place& from) override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    void showNotice(const QString& text) override;

private:
    DetailsArea& m_details;
    ConsoleView* m_view; // the page's widget
};

class ConsoleKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
};

} // namespace inia::ui
