/// The rules a case is judged by: what `schema/` holds.
package struct Schema: Sendable, Hashable {
  package var office: Office
  package var units: UnitDirectory
  package var calendar: WorkingCalendar
  package var roles: Roles
  package var assessment: Assessment

  package init(
    office: Office = Office(), units: UnitDirectory = UnitDirectory(),
    calendar: WorkingCalendar = WorkingCalendar(noticed: [:]), roles: Roles = Roles(),
    assessment: Assessment = Assessment()
  ) {
    self.office = office
    self.units = units
    self.calendar = calendar
    self.roles = roles
    self.assessment = assessment
  }
}
